mod explain_authorization;
mod read_effective_permissions;
mod read_request_access;
mod telling;
