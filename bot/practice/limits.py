"""Slack's limits, as constants beside the page that states them.

Lengths are in characters (code points) unless the name says bytes.
"""

# Slack docs "Blocks" and "Modals": blocks a surface may hold.
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100

# Slack docs "chat.postMessage": longer text is cut; "chat.update": longer text is refused.
POST_TEXT_CUT = 40_000
UPDATE_TEXT = 4_000
METADATA_BYTES = 16_000

# Slack docs "Text object" and "Section block".
TEXT = 3_000
FIELDS = 10
FIELD_TEXT = 2_000
HEADER_TEXT = 150

# Slack docs "Actions block", "Context block".
ACTIONS = 25
CONTEXT = 10

# Slack docs "Button element".
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
URL = 3_000
ACCESSIBILITY_LABEL = 75

# Slack docs "Block elements": identifiers.
ACTION_ID = 255
BLOCK_ID = 255
ALT_TEXT = 2_000

# Slack docs "files.getUploadURLExternal", and the help page on adding files.
FILE_ALT_TEXT = 1_000
FILE_BYTES = 1024 * 1024 * 1024

# Slack docs "Option object", "Select menu", "Radio buttons", "Checkboxes", "Overflow menu".
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTION_DESCRIPTION = 75
SELECT_OPTIONS = 100
OPTION_GROUPS = 100
FEW_OPTIONS = {"radio_buttons": 10, "checkboxes": 10, "overflow": 5}

# Slack docs "Input block", "Plain-text input".
LABEL = 2_000
HINT = 2_000
PLACEHOLDER = 150
PLAIN_INPUT = 3_000

# Slack docs "Modal" (view object), "views.open".
TITLE = 24
PRIVATE_METADATA = 3_000
CALLBACK_ID = 255
EXTERNAL_ID = 255
VIEW_BYTES = 250_000
STACK = 3

# Slack docs "Confirmation dialog object".
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

# Slack docs "Table block", "Alert block".
TABLE_ROWS = 100
TABLE_COLUMNS = 20
ALERT_TEXT = 200

# Slack docs "Handling user interaction": triggers and acknowledgements.
TRIGGER_SECONDS = 3.0
ACK_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60
RESPONSE_URL_USES = 5

# Slack docs "Events API": retries almost at once, after a minute, after five.
EVENT_RETRY_SECONDS = (0.0, 60.0, 300.0)

# Measured with Slack's own Socket Mode: longer acknowledgements vanish without a word.
SOCKET_ACK_BYTES = 20_480
SOCKET_CONNECTIONS = 10
