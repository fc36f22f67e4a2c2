import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { motionLengthMm } from '../../gcode/block-motion.ts'
import { interpretBlock } from '../../gcode/interpret.ts'
import { UNKNOWN_START } from '../../gcode/modal-state.ts'
import { parseBlock } from '../../gcode/parse-block.ts'
import { prepareProgram } from '../prepare-program.ts'
import { preparedLine } from '../prepared-program.ts'
import { ProgramWalker } from './program-walker.ts'

function prepared(text: string) {
  const program = prepareProgram(text, 'job.nc')
  if (!program.ok) throw new Error(program.error.message)
  return program.value
}

function walked(text: string): ProgramWalker {
  const program = prepared(text)
  const walker = new ProgramWalker()
  for (let line = 0; line < program.lineCount; line += 1) walker.take(program, line)
  return walker
}

describe('following a program', () => {
  test('adds increments, scales inches and keeps modes', () => {
    const walker = walked('G20G90\nG0X1Y2Z.5\nG91G1X-.25F10\nM3S12000\nM8\nG18\nT7\nG55')
    expect(walker.modes).toMatchObject({
      units: 'inch',
      distance: 'incremental',
      plane: 'ZX',
      motion: 1,
      feed: 254,
      spindle: 'M3',
      speedRpm: 12_000,
      flood: true,
      coordinateSystem: 1,
      toolNumber: 7,
    })
    const [xMm, yMm, zMm] = walked('G20\nG0X1Y2Z.5\nG91G1X-.25F10').position
    expect(xMm).toBeCloseTo(19.05, 9)
    expect([yMm, zMm]).toEqual([50.8, 12.7])
  })

  test('measures a half turn of radius 10 as 10 π, a helix by Pythagoras', () => {
    expect(walked('G0X0Y0Z0\nG3X-20Y0I-10F500').lengthMm()).toBeCloseTo(10 * Math.PI, 9)
    const helix = walked('G0X0Y0Z0\nG2X20Y0R10Z-3F500').lengthMm()
    expect(helix).toBeCloseTo(Math.hypot(10 * Math.PI, 3), 9)
  })

  test('names what a resume could not bring back', () => {
    expect([...walked('G92X0\nG43.1Z2\nG10L20P1X0\nG28').unfollowable]).toEqual([
      'G92',
      'G43.1',
      'G10',
      'G28',
    ])
  })
})

const number = fc.integer({ min: -99_999, max: 99_999 }).map((n) => (n / 1000).toFixed(3))
const blocks = fc.oneof(
  fc.constantFrom('G20', 'G21', 'G90', 'G91', 'G17', 'G18', 'G19', 'G54', 'G55', 'M3S9000', 'M5'),
  fc.constantFrom('G94', 'G93', 'M8', 'M9', 'G4P0.5', 'T3', 'G80', 'M30', 'G92.1'),
  fc
    .tuple(fc.constantFrom('G0', 'G1', ''), number, number)
    .map(([g, x, y]) => `${g}X${x}Y${y}F300`),
  fc.tuple(fc.constantFrom('G1', ''), number).map(([g, z]) => `${g}Z${z}F200`),
  fc
    .tuple(fc.constantFrom('G2', 'G3'), number, number)
    .map(([g, x, i]) => `${g}X${x}Y${x}Z${i}I${i}J${x}K${i}F100`),
  fc.tuple(number, number).map(([x, z]) => `G92X${x}Z${z}`),
)

test('agrees with the interpreter of G-code on every program', () => {
  fc.assert(
    fc.property(fc.array(blocks, { minLength: 1, maxLength: 40 }), (lines) => {
      const program = prepared(lines.join('\n'))
      const walker = new ProgramWalker()
      let state = UNKNOWN_START
      for (let line = 0; line < program.lineCount; line += 1) {
        const step = interpretBlock(state, parseBlock(preparedLine(program, line), line + 1))
        state = step.state
        walker.take(program, line)
        const [x, y, z] = walker.position
        const { X, Y, Z } = state.position
        const seen = [x, y, z].map((value) => (Number.isNaN(value) ? null : value))
        ;[X, Y, Z].forEach((expected, axis) => {
          if (expected === null) expect(seen[axis]).toBeNull()
          else expect(seen[axis]).toBeCloseTo(expected, 6)
        })
        const motion = step.events.find((event) => event.kind === 'motion')
        expect(walker.motion).toBe(motion?.motion ?? 'none')
        const length = motion === undefined ? 0 : motionLengthMm(motion)
        if (length !== null && motion?.motion !== 'arc') {
          expect(walker.lengthMm()).toBeCloseTo(length, 5)
        }
        expect(walker.modes.feed).toBeCloseTo(state.feed, 6)
        expect(walker.modes.speedRpm).toBe(state.speedRpm)
      }
    }),
  )
})
