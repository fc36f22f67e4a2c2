/** 300 lines with everything a resume can stumble over. */
export function obstacleProgram(): string {
  const lines = ['G90', 'G21', 'G17', 'G54', 'T1', 'M6', 'M3 S12000', 'G4 P2', 'G0 Z5', 'G0 X0 Y0']
  for (let turn = 0; lines.length < 290; turn += 1) {
    lines.push(...(OBSTACLES[turn % OBSTACLES.length] ?? []))
  }
  return [...lines, 'G21 G90 G17', 'G0 Z5', 'M9', 'M5', 'G0 X0 Y0', 'M30'].join('\n')
}

const OBSTACLES: readonly (readonly string[])[] = [
  [
    'G1 Z-1 F150',
    'G1 X20 Y5 F900',
    'X30',
    'G2 X40 Y15 I0 J10',
    'X30 Y25 I-10 J0',
    'G1 Y5',
    'G0 Z5',
  ],
  ['G91', 'G1 Z-6 F120', 'X2.5 Y1.25 F700', 'G3 X3 Y3 R3', 'G1 X-5.5 Y-4.25', 'G0 Z6', 'G90'],
  [
    'G20',
    'G1 Z-.04 F6',
    'X1.25 Y.5 F30',
    'G2 X1.5 Y.5 I.125 J.0',
    'G91',
    'G1 X-.1 Y.1',
    'G90',
    'G21',
    'G0 Z5',
  ],
  [
    'G18',
    'G0 X30',
    'G1 Z-1 F100',
    'G2 X34 Z-1 I2 K0 F400',
    'M8',
    'X38 I2 K0',
    'G17',
    'M9',
    'G0 Z5',
  ],
  [
    'M5',
    'G0 Z8',
    'T2',
    'M6',
    'M3 S9000',
    'G4 P2',
    'G0 X12 Y12',
    'G1 Z-.5 F200',
    'N77 X13 Y13',
    'S11000',
    'G0 Z5',
  ],
  [
    'G93',
    'G1 Z-1 F20',
    'X15 Y15 F30',
    'G94',
    'G1 X16 F500',
    'G0 Z5',
    'G55',
    'G0 X1 Y1 Z5',
    'G54',
    'G0 X0 Y0 Z5',
  ],
]
