"""Mail domains where anybody can have a mailbox; no agency asks for private data from one.

Well-known providers, written down here and not taken from a list: who is missing is still no
domain of the directory.
"""

from typing import Final

# fmt: off
FREE_MAIL: Final = frozenset({
    "126.com", "163.com", "aol.com", "att.net", "bellsouth.net", "bk.ru", "bol.com.br",
    "btinternet.com", "charter.net", "comcast.net", "cox.net", "duck.com", "earthlink.net",
    "fastmail.com", "fastmail.fm", "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch",
    "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hey.com", "hotmail.ca",
    "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.es", "hotmail.fr", "hotmail.it",
    "hushmail.com", "icloud.com", "inbox.ru", "juno.com", "laposte.net", "libero.it",
    "list.ru", "live.ca", "live.co.uk", "live.com", "live.de", "live.fr", "live.nl",
    "mac.com", "mail.com", "mail.ru", "mailbox.org", "mailfence.com", "mailinator.com",
    "me.com", "msn.com", "naver.com", "netzero.net", "onet.pl", "optonline.net",
    "orange.fr", "outlook.com", "outlook.de", "outlook.es", "outlook.fr", "pm.me",
    "posteo.de", "proton.me", "protonmail.ch", "protonmail.com", "qq.com", "rediffmail.com",
    "rocketmail.com", "runbox.com", "sbcglobal.net", "seznam.cz", "sky.com",
    "startmail.com", "t-online.de", "terra.com.br", "tuta.com", "tuta.io", "tutamail.com",
    "tutanota.com", "tutanota.de", "uol.com.br", "verizon.net", "virgilio.it",
    "virginmedia.com", "vk.com", "web.de", "wp.pl", "ya.ru", "yahoo.ca", "yahoo.co.jp",
    "yahoo.co.uk", "yahoo.com", "yahoo.com.ar", "yahoo.com.br", "yahoo.com.mx", "yahoo.de",
    "yahoo.es", "yahoo.fr", "yahoo.it", "yandex.com", "yandex.ru", "ymail.com", "zoho.com",
    "zohomail.com",
})
# fmt: on
