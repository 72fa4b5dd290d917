"""The third room: the tightest record that the accepted claims allow."""
