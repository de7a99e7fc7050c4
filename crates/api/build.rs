//! The bundle's files have content in their names: a new one must be noticed.
fn main() {
    println!("cargo:rerun-if-changed=../bundle/dist");
}
