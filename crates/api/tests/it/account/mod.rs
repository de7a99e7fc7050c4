mod change_my_language;
mod read_me;
