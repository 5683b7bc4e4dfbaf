//! Contents page of the `facts` layer.
