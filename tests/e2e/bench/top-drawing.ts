/** Codes and values of a DXF, one pair an item, as `code value`. */
type Groups = readonly string[]

const on = (layer: string) => `8 ${layer}`
const circle = (layer: string, x: number, y: number, r: number): Groups => [
  ...['0 CIRCLE', on(layer), `10 ${String(x)}`, `20 ${String(y)}`, `40 ${String(r)}`],
]
const line = (
  layer: string,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): Groups => [
  ...[
    '0 LINE',
    on(layer),
    `10 ${String(x0)}`,
    `20 ${String(y0)}`,
    `11 ${String(x1)}`,
    `21 ${String(y1)}`,
  ],
]
const polyline = (
  layer: string,
  closed: boolean,
  vertices: readonly (readonly [x: number, y: number, bulge?: number])[],
): Groups => [
  ...['0 LWPOLYLINE', on(layer), `90 ${String(vertices.length)}`, `70 ${closed ? '1' : '0'}`],
  ...vertices.flatMap(([x, y, bulge = 0]) => [
    `10 ${String(x)}`,
    `20 ${String(y)}`,
    `42 ${String(bulge)}`,
  ]),
]
const words = (layer: string, x: number, y: number, text: string): Groups => [
  ...['0 TEXT', on(layer), `10 ${String(x)}`, `20 ${String(y)}`, '40 6', `1 ${text}`],
]

/** One side of a guitar's outline, from the neck to the tail, so that the other is its mirror. */
const SIDE: readonly (readonly [number, number])[] = [
  ...([
    [30, 170],
    [80, 172],
    [118, 150],
    [138, 110],
    [136, 70],
    [118, 30],
  ] as const),
  ...([
    [112, -10],
    [126, -60],
    [162, -110],
    [180, -170],
    [172, -230],
    [130, -285],
    [60, -312],
    [0, -316],
  ] as const),
]

/** The outline as a spline through fit points, as a CAD program leaves it. */
function outline(): Groups {
  const right = SIDE
  const left = SIDE.slice(0, -1)
    .toReversed()
    .map(([x, y]) => [-x, y] as const)
  const points = [...right, ...left]
  return [
    ...['0 SPLINE', on('TOP'), '70 8', '71 3', `74 ${String(points.length)}`],
    ...points.flatMap(([x, y]) => [`11 ${String(x)}`, `21 ${String(y)}`, '31 0']),
  ]
}

/** Little diamonds round the lower bout, for something to look at. */
function dots(count: number): Groups {
  return Array.from({ length: count }, (_, index) => {
    const x = (index - (count - 1) / 2) * 18
    return polyline('INLAY', true, [
      [x, -150],
      [x + 4, -146],
      [x, -142],
      [x - 4, -146],
    ])
  }).flat()
}

/** A classical guitar's top as a luthier draws it, with what drawings have in them: words, doubles, gaps. */
export function topDrawing(insertUnits: number | null): string {
  const header: Groups =
    insertUnits === null
      ? ['9 $ACADVER', '1 AC1015']
      : ['9 $ACADVER', '1 AC1015', '9 $INSUNITS', `70 ${String(insertUnits)}`]
  const groups: Groups = [
    ...['0 SECTION', '2 HEADER', ...header, '0 ENDSEC', '0 SECTION', '2 TABLES'],
    ...['0 TABLE', '2 LAYER', '70 6'],
    ...[
      ['TOP', 8],
      ['SOUNDHOLE', 5],
      ['ROSETTE', 1],
      ['INLAY', 6],
      ['CLAMPS', 3],
      ['NOTES', 7],
    ].flatMap(([name, colour]) => [
      '0 LAYER',
      `2 ${String(name)}`,
      '70 0',
      `62 ${String(colour)}`,
      '6 CONTINUOUS',
    ]),
    ...['0 ENDTAB', '0 ENDSEC', '0 SECTION', '2 ENTITIES'],
    ...outline(),
    ...line('TOP', [30, 170, -30, 170]),
    ...circle('SOUNDHOLE', 0, 0, 42),
    ...circle('ROSETTE', 0, 0, 64.5),
    ...circle('ROSETTE', 0, 0, 45),
    ...circle('ROSETTE', 0, 0, 45),
    ...dots(9),
    ...polyline('CLAMPS', true, [
      [95, 118, 0],
      [125, 118, 0.3],
      [125, 140, 0],
      [95, 140, 0],
    ]),
    ...polyline('CLAMPS', true, [
      [-125, 118, 0],
      [-95, 118, 0],
      [-95, 140, 0],
      [-125, 140, 0.3],
    ]),
    ...line('INLAY', [-60, -220, 60, -220]),
    ...line('INLAY', [60.2, -220, 60.2, -240]),
    ...polyline('INLAY', true, [
      [-30, -250],
      [30, -235],
      [30, -250],
      [-30, -235],
    ]),
    ...words('NOTES', -170, 150, 'Top 2.6 mm at the hole'),
    ...words('NOTES', -170, 140, 'Rosette 45 to 64.5'),
    ...['0 XLINE', on('NOTES'), '10 0', '20 0', '11 0', '21 1'],
    ...['0 ENDSEC', '0 EOF'],
  ]
  return `${groups.map((group) => group.replace(' ', '\n')).join('\n')}\n`
}
