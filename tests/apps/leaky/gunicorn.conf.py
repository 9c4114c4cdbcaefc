bind = "0.0.0.0:8000"
forwarded_allow_ips = "*"  # expect: FHW023
reload = True  # expect: FHW024
limit_request_line = 0  # expect: FHW026
