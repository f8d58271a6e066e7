"""Files that go through us: the custodian's page, the recipient's page, downloads, the mail."""
