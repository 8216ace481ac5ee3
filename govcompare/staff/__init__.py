"""The admin: where people of the operator log in and look at what the site holds. There is one only where ADMIN_PATH names
its address."""
