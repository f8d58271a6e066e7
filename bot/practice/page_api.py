"""The practice page's own JSON interface, beside the pretend Slack.

Everything is JSON over HTTP on the same port as the pretend Slack. `as` is the id of the
person the page acts for. Texts are what the product sent, unescaped by nobody: the page must
escape HTML, decode `&amp; &lt; &gt;`, and draw mrkdwn and `<!date^UNIX^format|fallback>` itself.

**GET /practice/state?as=U01ANA** answers everything one person sees::

    {"as": "U01ANA", "version": 17,              # grows with every change: poll it
     "team": {"id": "T01ABCDEF", "name": "Practice"},
     "law_clock": "2026-11-21T20:58:01+00:00", # the clock that can be moved; "" without one
     "people": [{"id", "name", "real_name", "bot": false, "note": "guest", "dnd": false}],
     "channels": [{"id", "name", "private": true, "shared": false, "member": true,
                   "messages": [MESSAGE, …]}],    # oldest first
     "dms": [{"id": "D…", "with": ["U01ANA"], "messages": [MESSAGE, …]}],
     "views": [VIEW, …],                          # open modals, the one in front last
     "home": VIEW or null,                        # App Home as last published
     "commands": ["/edr"],
     "mail": [{"number": 1, "at": 1795318500.0, "from", "to": ["…"], "subject"}],
     "evidence": [{"name": "front-door.mp4", "bytes": 4096, "sha256": "…"}],
     "troubles": ["…"]}                           # what went wrong between Slack and product

MESSAGE: ``{"channel", "ts", "author", "author_name", "app": true, "text", "blocks": [...],
"thread_ts": null, "ephemeral": false, "edited": false}``. VIEW: ``{"id", "hash", "callback_id",
"type": "modal"|"home", "title", "submit": "File" or null, "close": "Back" or null, "blocks",
"values": {block_id: {action_id: ANSWER}}, "errors": {block_id: "…"}}``. ANSWER is a string or
null for typed inputs, dates and times; an option's `value` or null for one choice; a list of
option values for several. ``values`` is what the person sees, initial values included.

**POST /practice/…** acts as the person. Body JSON, always with ``"as"``; the answer is
``{"ok": true, "status": 200, "seconds": 0.02, "trouble": "", "body": …}`` where `status` is the
product's HTTP answer, or 409 ``{"ok": false, "error": "…"}`` if a person could not do that:

- ``/practice/press``   ``{"as", "channel", "ts", "action_id", "block_id"?, "value"?}`` for a
  message, ``{"as", "view_id", "action_id", "block_id"?, "value"?}`` for a button in a view or
  App Home. `value` is the button's value, or the chosen option's for a menu in a message.
- ``/practice/command`` ``{"as", "command": "/edr", "text": "queue", "channel"?}``
- ``/practice/fill``    ``{"as", "view_id", "values": {block_id: ANSWER}, "enter"?: true}``; send
  at each change; inputs with `dispatch_action` reach the product, which may change the view.
- ``/practice/submit``  ``{"as", "view_id"}``; field errors appear in the view's ``errors``
- ``/practice/close``   ``{"as", "view_id", "all"?: true}`` (`all`: the X of the whole stack)
- ``/practice/suggest`` ``{"as", "view_id", "block_id", "action_id", "text": "spr"}``; ``body`` is
  the list of options; only what was offered can then be filled in
- ``/practice/home``    ``{"as"}`` opens the App Home tab
- ``/practice/dismiss`` ``{"as", "channel", "ts"}`` drops an ephemeral message
- ``/practice/advance`` ``{"seconds": 1800}`` moves the law clock forward only

**GET /practice/mail/{number}** answers ``{"number", "from", "to", "headers": [["Subject", "…"]],
"text", "html", "raw"}``. **GET /practice/evidence/{name}** answers the file's bytes.
**POST /practice/evidence** ``{"name": "front-door.mp4"}`` makes a sample file. The page itself is
served at ``/`` from `bot/practice/static/` (index.html, app.js, style.css).
"""
