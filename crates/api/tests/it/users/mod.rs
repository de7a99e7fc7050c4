mod list_users;
