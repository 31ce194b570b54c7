"""What places are and where: kinds of features, distances on the sphere, days as numbers."""
