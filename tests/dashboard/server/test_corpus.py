"""What the page asks of the atlas."""

from dashboard.server.corpus import sides


def test_the_sides_of_a_square_around_a_point() -> None:
    assert sides(10, 179, 2, 3) == (176, 8, -178, 12)
    assert sides(89, 0, 5, 180) == (-180, 84, 180, 90)
