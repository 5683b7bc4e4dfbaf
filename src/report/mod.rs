//! Contents page of the `report` layer.
