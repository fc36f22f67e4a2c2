import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../tests/property-seed.ts'
import { interpretProgram } from '../interpret.ts'
import { blocksOf } from '../parse-program.ts'
import { codesOf } from '../program-lines.ts'
import { PATH_KIND } from './point-store.ts'
import { PathReader, readPath, type ProgramPath } from './read-path.ts'

const points = ({ positionsMm, pointCount }: ProgramPath) =>
  Array.from({ length: pointCount }, (_, index) =>
    Array.from(positionsMm.subarray(3 * index, 3 * index + 3)),
  )

describe('where a path goes', () => {
  test('a plunge, a cut, a retract and a rapid are told apart, each with its line', () => {
    const path = readPath('G21 G90\nG0 X0 Y0 Z5\nG1 Z-1 F100\n(a comment)\nX10\nG1 Z2\nG0 X20 Y5')
    expect(points(path)).toEqual([
      [0, 0, 5],
      [0, 0, -1],
      [10, 0, -1],
      [10, 0, 2],
      [20, 5, 2],
    ])
    const { start, plunge, cut, retract, rapid } = PATH_KIND
    expect([...path.kinds]).toEqual([start, plunge, cut, retract, rapid])
    expect([...path.lines]).toEqual([0, 3, 5, 6, 7])
    expect(path.lineCount).toBe(7)
    expect(path.cutBox).toEqual({
      min: { xMm: 0, yMm: 0, zMm: -1 },
      max: { xMm: 10, yMm: 0, zMm: 5 },
    })
  })

  test('a half circle of 10 mm keeps to its radius and ends where it should', () => {
    const path = readPath('G0 X10 Y0 Z0\nG3 X-10 I-10 F100')
    const all = points(path)
    for (const [x = 0, y = 0] of all) expect(Math.hypot(x, y)).toBeCloseTo(10, 5)
    // θ = 2·acos(1 − 0.01/10) = 0.08945 rad, so π needs 36 chords.
    expect(all).toHaveLength(37)
    expect(all.at(-1)).toEqual([-10, 0, 0])
    expect(Math.max(...all.map(([, y = 0]) => y))).toBeCloseTo(10, 2)
  })

  test('nothing is drawn before all axes are known, nor through machine coordinates', () => {
    const path = readPath('G0 X1 Y1\nX2\nZ3\nX4\nG53 G0 Z0\nG0 X9\nZ1\nX8')
    expect(points(path)).toEqual([
      [2, 1, 3],
      [4, 1, 3],
      [9, 1, 1],
      [8, 1, 1],
    ])
    expect([...path.kinds]).toEqual([255, 0, 255, 0])
  })

  test('inches are 25.4 mm', () => {
    const path = readPath('G20\nG0 X0 Y0 Z0\nG1 X1 F10')
    expect(points(path).at(-1)?.[0]).toBeCloseTo(25.4, 5)
  })
})

const number = fc.integer({ min: -40_000, max: 40_000 }).map((value) => String(value / 1000))
const word = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('X', 'Y', 'Z'), number).map((w) => w.join('')) },
  { weight: 4, arbitrary: fc.constantFrom('G0', 'G1', 'G01', 'g1', 'N10', 'F500', 'S1000') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('G20', 'G21', 'G90', 'G91', 'G92', 'G92.1', 'G49', 'M3'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('G54', 'G55', 'G53', 'G28', 'M30', 'G10 L20 P1', 'G43.1', 'G80'),
  },
  { weight: 1, arbitrary: fc.constantFrom('(x9)', '/', '%', ';y7', 'G38.2', 'X', 'G17', '#1') },
)
const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '))
const arc = fc
  .tuple(fc.constantFrom('G2', 'G3'), number, number, number, number)
  .map(([g, x, y, i, j]) => `${g} X${x} Y${y} I${i} J${j}`)
const program = fc
  .array(fc.oneof({ weight: 5, arbitrary: line }, { weight: 1, arbitrary: arc }), { maxLength: 30 })
  .map((lines) => ['G21 G90 G0 X0 Y0 Z0', ...lines].join('\n'))

test('every drawn line ends where the interpreter ends it', () => {
  fc.assert(
    fc.property(program, (text) => {
      const path = readPath(text)
      const endOfLine = new Map<number, number[]>()
      points(path).forEach((point, index) => {
        if (path.kinds[index] !== 255) endOfLine.set(path.lines[index] ?? 0, point)
      })
      const motions = interpretProgram(blocksOf(text)).events.flatMap((event) =>
        event.kind === 'motion' && event.reference === 'work' ? [event] : [],
      )
      for (const { line: at, from, to } of motions) {
        const known = ![from, to].flatMap((place) => Object.values(place)).includes(null)
        if (!known || /g(28|30)/i.test(text.split('\n')[at - 1] ?? '')) continue
        const end = endOfLine.get(at)
        expect(end, `line ${String(at)} of ${text}`).toBeDefined()
        for (const [axis, value] of [to.X, to.Y, to.Z].entries()) {
          expect(end?.[axis]).toBeCloseTo(value ?? NaN, 2)
        }
      }
      const drawn = new Set(motions.map(({ line: at }) => at))
      for (const at of endOfLine.keys()) expect(drawn.has(at), `line ${String(at)}`).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('where the text is cut into parts changes nothing', () => {
  fc.assert(
    fc.property(
      program,
      fc.constantFrom('\n', '\r', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      (text, lineEnd, size) => {
        const ended = text.replaceAll('\n', lineEnd)
        const reader = new PathReader()
        for (let at = 0; at < ended.length; at += size) {
          reader.take(codesOf(ended.slice(at, at + size)))
        }
        expect(reader.finish()).toEqual(readPath(text))
      },
    ),
    { numRuns: 100 },
  )
})

describe('a path of more points than a picture takes', () => {
  const zigzag = Array.from(
    { length: 20_000 },
    (_, index) => `X${(index * 0.01).toFixed(2)} Y${String(index % 2)}`,
  )

  test('is thinned, keeps its ends, its line numbers and its extent', () => {
    const fine = Array.from({ length: 50_000 }, (_, index) => `X${(index * 0.002).toFixed(3)}`)
    const path = readPath(['G0 X0 Y0 Z0', 'G1 F100', ...fine].join('\n'), { mostPoints: 1000 })
    expect(path.pointCount).toBeLessThanOrEqual(1000)
    expect(path.leftOutBelowMm).toBeGreaterThan(0)
    expect(points(path)[0]).toEqual([0, 0, 0])
    expect(points(path).at(-1)?.[0]).toBeCloseTo(99.998, 3)
    expect(path.cutBox?.max.xMm).toBeCloseTo(99.998, 6)
    const { lines } = path
    for (let index = 1; index < path.pointCount; index += 1) {
      expect(lines[index]).toBeGreaterThan(lines[index - 1] ?? 0)
    }
  })

  test('stays under the bound even where every move is a long one', () => {
    const path = readPath(['G0 X0 Y0 Z0', 'G1 F100', ...zigzag].join('\n'), { mostPoints: 500 })
    expect(path.pointCount).toBeLessThanOrEqual(500)
    expect(path.lineCount).toBe(20_002)
  })
})
