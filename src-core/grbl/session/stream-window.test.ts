import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acknowledgeOldest,
  EMPTY_WINDOW,
  extendWindow,
  fitsWindow,
  USUAL_BUDGET_BYTES,
  receiveBudgetBytes,
  voidWindow,
  type InFlightLine,
} from './stream-window.ts'

function line(byteCount: number, lineIndex = 0): InFlightLine {
  return { byteCount, origin: { kind: 'program', lineIndex } }
}

describe('the stream window', () => {
  test('is as large as the controller says, less a margin, and never larger', () => {
    const told = [null, 128, 127, 256, 1024, 4096, 100, 60, 528, 1064, 0, 1e9, Number.NaN]
    expect(told.map(receiveBudgetBytes)).toEqual([
      120, 120, 119, 248, 1016, 1024, 92, 80, 120, 120, 120, 120, 120,
    ])
  })

  test('takes lines up to 120 bytes and not one more', () => {
    const full = extendWindow(EMPTY_WINDOW, [line(80), line(40)])
    expect(full.inFlightBytes).toBe(USUAL_BUDGET_BYTES)
    expect(fitsWindow(full, 1)).toBe(false)
    expect(() => extendWindow(full, [line(1)])).toThrow('121 bytes')
  })

  test('an answer with nothing in flight changes nothing', () => {
    expect(acknowledgeOldest(EMPTY_WINDOW)).toEqual({ window: EMPTY_WINDOW, line: null })
  })

  test('a banner voids everything but the high water mark', () => {
    const window = extendWindow(EMPTY_WINDOW, [line(17), line(17)])
    expect(voidWindow(window)).toEqual({ ...EMPTY_WINDOW, highWaterBytes: 34 })
  })

  test('counts exactly what is unanswered, oldest out first, whatever the order of events', () => {
    const event = fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constant('ok' as const))
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        let window = EMPTY_WINDOW
        const model: number[] = []
        for (const [index, happened] of events.entries()) {
          if (happened === 'ok') {
            const taken = acknowledgeOldest(window)
            expect(taken.line?.byteCount).toBe(model.shift())
            window = taken.window
          } else if (fitsWindow(window, happened)) {
            window = extendWindow(window, [line(happened, index)])
            model.push(happened)
          }
          const sum = model.reduce((a, b) => a + b, 0)
          expect(window.inFlightBytes).toBe(sum)
          expect(sum).toBeLessThanOrEqual(USUAL_BUDGET_BYTES)
          expect(window.highWaterBytes).toBeGreaterThanOrEqual(sum)
        }
      }),
    )
  })
})
