mod create_company_group;
mod create_site;
mod list_company_groups;
mod list_sites;
mod tree;
mod update_site;
