//! Contents page of the `store` layer.
