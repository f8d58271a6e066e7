"""Every place where the outside world touches a case, in either direction."""
