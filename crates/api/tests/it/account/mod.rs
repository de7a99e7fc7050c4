mod change_my_email;
mod change_my_language;
mod change_my_password;
mod my_sessions;
mod read_me;
mod update_me;
