/// Each program goes round the fence of the database; its `.stderr` is the error that stops it (TRYBUILD=overwrite
/// rewrites them).
#[test]
fn going_round_the_database_fence_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
