"""What runs in the limited child (`agreements.sandbox`): parsing hostile bytes. Imports nothing of the application."""
