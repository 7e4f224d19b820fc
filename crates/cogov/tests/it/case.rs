mod parking;
