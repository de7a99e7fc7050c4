mod agreement;
mod hot;
mod world;
