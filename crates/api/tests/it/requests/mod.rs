mod create_request;
