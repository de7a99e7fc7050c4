mod read_settings;
mod test_mail;
mod update_settings;
