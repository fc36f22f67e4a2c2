import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseResponse } from './parse-response.ts'

const MM = { reportsInches: false }
const INCHES = { reportsInches: true }

describe('answers', () => {
  test('only the bare word ok is an acknowledgement', () => {
    expect(parseResponse('ok', MM)).toEqual({ kind: 'ok' })
    for (const text of ['ok ', ' ok', 'OK', 'okok', 'o', 'ok:', 'look', '>G21:ok', 'ok\u0000']) {
      expect(parseResponse(text, MM).kind).not.toBe('ok')
    }
  })

  test('errors and alarms carry their number, and nothing else passes for one', () => {
    expect(parseResponse('error:20', MM)).toEqual({ kind: 'error', code: 20 })
    expect(parseResponse('ALARM:1', MM)).toEqual({ kind: 'alarm', code: 1 })
    for (const text of ['error:', 'error:2x', 'error 20', 'ALARM:', 'ALARM:1.5', 'alarm:1']) {
      expect(parseResponse(text, MM)).toEqual({ kind: 'unknown', text })
    }
  })

  test('a startup line that ran is no acknowledgement', () => {
    expect(parseResponse('>G54:ok', MM).kind).toBe('startupResult')
  })
})

describe('pushes', () => {
  test('the banner names firmware and version', () => {
    expect(parseResponse("Grbl 1.1h ['$' for help]", MM)).toEqual({
      kind: 'welcome',
      name: 'Grbl',
      version: '1.1h',
    })
  })

  test('build info tells blocks and buffer', () => {
    expect(parseResponse('[VER:1.1h.20190830:shop]', MM)).toEqual({
      kind: 'version',
      version: '1.1h.20190830',
      text: 'shop',
    })
    expect(parseResponse('[OPT:V,15,128]', MM)).toEqual({
      kind: 'buildOptions',
      letters: 'V',
      plannerBlocks: 15,
      receiveBytes: 128,
    })
  })

  test('settings, startup lines, modes, offsets and probe results are told apart', () => {
    expect(parseResponse('$110=500.000', MM)).toEqual({
      kind: 'setting',
      settingNumber: 110,
      value: '500.000',
    })
    expect(parseResponse('$N0=G21', MM).kind).toBe('startupLine')
    expect(parseResponse('[GC:G0 G54 F0 S0]', MM)).toEqual({
      kind: 'parserState',
      words: ['G0', 'G54', 'F0', 'S0'],
    })
    expect(parseResponse('[G54:1.000,-2.500,0.000]', MM)).toEqual({
      kind: 'offset',
      name: 'G54',
      position: { xMm: 1, yMm: -2.5, zMm: 0 },
    })
    expect(parseResponse('[PRB:0.000,0.000,-1.492:1]', MM)).toMatchObject({
      kind: 'probe',
      touched: true,
    })
    expect(parseResponse('[TLO:2.000]', MM)).toEqual({ kind: 'toolLengthOffset', lengthMm: 2 })
    expect(parseResponse('[MSG:Pgm End]', MM)).toEqual({ kind: 'message', text: 'Pgm End' })
  })
})

describe('status reports', () => {
  test('are read in any order of fields, and fields not known are passed over', () => {
    const parsed = parseResponse(
      '<Run|FS:600,12000|WCO:1.000,2.000,3.000|MPos:5.000,6.000,7.000|Bf:12,100|XX:1|Pn:XP>',
      MM,
    )
    expect(parsed).toEqual({
      kind: 'status',
      report: {
        state: 'Run',
        feedMmPerMin: 600,
        spindleRpm: 12_000,
        workOffset: { xMm: 1, yMm: 2, zMm: 3 },
        machinePosition: { xMm: 5, yMm: 6, zMm: 7 },
        plannerBlocksFree: 12,
        receiveBytesFree: 100,
        activePins: 'XP',
      },
    })
  })

  test('in inches come out in mm', () => {
    const parsed = parseResponse('<Idle|MPos:1.0000,0.5000,-0.1000|FS:10,0>', INCHES)
    if (parsed.kind !== 'status') throw new Error('not a status')
    expect(parsed.report.machinePosition?.xMm).toBeCloseTo(25.4, 9)
    expect(parsed.report.machinePosition?.yMm).toBeCloseTo(12.7, 9)
    expect(parsed.report.machinePosition?.zMm).toBeCloseTo(-2.54, 9)
    expect(parsed.report.feedMmPerMin).toBeCloseTo(254, 9)
  })

  test('that lost any part are dropped whole, at every place they can be cut', () => {
    const whole = '<Run|MPos:12.345,67.890,-1.250|FS:600,12000|Ov:100,100,100|A:S>'
    expect(parseResponse(whole, MM).kind).toBe('status')
    for (let length = 1; length < whole.length; length += 1) {
      expect(parseResponse(whole.slice(0, length), MM).kind).toBe('garbled')
    }
  })

  test.each([
    '<Run|MPos:1.000,2.000|FS:0,0>',
    '<Run|MPos:1.000,2.00,3.000|FS:0,0>',
    '<Run|MPos:1.000,2.000,3.000ok|FS:0,0>',
    '<Run|MPos:1.000,2.000,3.000|FS:0>',
    '<Run|MPos:1.000,2.000,NaN|FS:0,0>',
    '<Run|MPos:1.000,2.000,3.000|FS:0,0><Idle>',
    '<|MPos:1.000,2.000,3.000>',
    '<Run|MPos:1.000,2.000,3.000|Ov:100,100>',
  ])('a damaged one is dropped: %s', (line) => {
    expect(parseResponse(line, MM)).toEqual({ kind: 'garbled', text: line })
  })
})

describe('any line at all', () => {
  const pieces = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'ok',
      'error:',
      'ALARM:',
      '<Idle|MPos:',
      '[PRB:',
      '[G54:',
      '$',
      '>',
      '1.000,',
      '|',
      '>',
      ']',
    ),
  )

  test('never throws, and no length is ever less than a whole number', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), fc.boolean(), (parts, reportsInches) => {
        const parsed = parseResponse(parts.join(''), { reportsInches })
        if (parsed.kind !== 'status' || parsed.report.machinePosition === undefined) return
        const { xMm, yMm, zMm } = parsed.report.machinePosition
        expect([xMm, yMm, zMm].every(Number.isFinite)).toBe(true)
      }),
    )
  })

  test('a status printed as GRBL prints it is read back as it was', () => {
    const coordinate = fc.integer({ min: -900_000, max: 900_000 }).map((value) => value / 1000)
    fc.assert(
      fc.property(fc.tuple(coordinate, coordinate, coordinate), ([x, y, z]) => {
        const text = [x, y, z].map((value) => value.toFixed(3)).join(',')
        expect(parseResponse(`<Idle|MPos:${text}|FS:0,0>`, MM)).toEqual({
          kind: 'status',
          report: {
            state: 'Idle',
            machinePosition: {
              xMm: Number(x.toFixed(3)),
              yMm: Number(y.toFixed(3)),
              zMm: Number(z.toFixed(3)),
            },
            feedMmPerMin: 0,
            spindleRpm: 0,
          },
        })
      }),
    )
  })
})
