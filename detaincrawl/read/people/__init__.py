"""Who is named, which phrases stand for whom, and whom the text tells of before it names them."""
