(Job: Steel string, leaves and soundport)
(Stage: drilling, Holes)
(Tool: 1/8 in downcut, 2 flutes, 3.175 mm)
(Zero: centre of the soundhole, top surface)
(Lowest: Z -3.7 mm)
G21 G90 G91.1 G94 G17 G40 G54
G0Z5
M3S12000
G4P3
(Holes for Left dowel and 1 more)
G0X-110Y-60
Z2
G1Z0.57F500
G0Z2
Z0.824
G1Z-0.86
G0Z2
Z-0.606
G1Z-2.29
G0Z2
Z-2.036
G1Z-3.7
G0Z2
Z5
X110Y60
Z2
G1Z0.57
G0Z2
Z0.824
G1Z-0.86
G0Z2
Z-0.606
G1Z-2.29
G0Z2
Z-2.036
G1Z-3.7
G0Z2
Z5
M5
M30
