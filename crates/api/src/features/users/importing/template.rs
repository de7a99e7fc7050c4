//! A file to begin with.

/// The columns and two people; a byte order mark and semicolons, by which French spreadsheets read it.
pub const TEMPLATE: &str = "\u{feff}username;external_id;first_name;last_name;email;phone;language;active;ends_at;\
home;default_site;role;roles;teams;tags;invite\r\n\
jeanne.dupont;E-1001;Jeanne;Dupont;jeanne.dupont@example.com;085 12 34 56;fr;oui;;;;Utilisateur de base;;;;non\r\n\
marc.peeters;E-1002;Marc;Peeters;marc.peeters@example.com;;en;yes;2030-12-31;North;North > School A;Basic user;\
Manager @ North | Reviewer @ School B;Plumbers;Roof | Heating! @ North;yes\r\n";

#[cfg(test)]
mod tests {
    use super::{
        super::{columns::Column, file::read},
        TEMPLATE,
    };

    #[test]
    fn the_template_has_every_column_in_order_and_two_people() {
        let header = TEMPLATE.trim_start_matches('\u{feff}').lines().next().expect("a header");
        assert_eq!(header, Column::ALL.iter().map(|column| column.word()).collect::<Vec<_>>().join(";"));
        let table = read(TEMPLATE.as_bytes()).expect("a table");
        assert_eq!(table.lines.len(), 2);
        assert!(table.lines.iter().all(|line| !line.is_too_long));
    }
}
