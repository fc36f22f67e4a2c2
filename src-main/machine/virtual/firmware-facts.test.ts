import { describe, expect, test } from 'vitest'
import { eepromStallsMs, realsImage } from './eeprom.ts'
import { VirtualController, type VirtualControllerOptions } from './virtual-controller.ts'

/** A bare controller: says bytes, lets time pass, gives what was heard. */
function bench(options: Omit<VirtualControllerOptions, 'onOutput'> = {}) {
  let said = ''
  let nowMs = 50
  const controller = new VirtualController({
    ...options,
    onOutput: (bytes) => (said += Buffer.from(bytes).toString('latin1')),
  })
  controller.advance(nowMs)
  const say = (bytes: string | readonly number[], durationMs: number) => {
    said = ''
    const raw = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Uint8Array.from(bytes)
    controller.receive(raw, nowMs)
    nowMs += durationMs
    controller.advance(nowMs)
    return said
  }
  return { controller, say }
}

describe('a hold', () => {
  // Measured on GRBL 1.1h: steps of X at the stand, 200 to a mm, F3000, 400 mm/s².
  const MEASURED = [
    [3, 199],
    [8, 199],
    [13, 287],
    [23, 392],
    [33, 512],
    [43, 648],
    [58, 799],
  ] as const

  test.each(MEASURED)('%i ms behind the start of a motion stops at %i steps', (waitMs, steps) => {
    const { controller, say } = bench()
    say('G1X100F3000\n', waitMs)
    say('!', 900)
    expect(Math.abs(controller.record().positionSteps[0] - steps)).toBeLessThanOrEqual(2)
  })
})

describe('homing', () => {
  // Measured on GRBL 1.1h, no switch anywhere: 1.5 times the longest travel of the cycle, then alarm 9.
  test('without switches gives up behind one and a half travels, and stands there', () => {
    const settings = [
      [22, 1],
      [130, 20],
      [131, 10],
      [132, 5],
    ] as const
    const { say } = bench({ settings, faults: [{ kind: 'no-switch', atLine: 0 }] })
    // Z goes 7.5 mm at 500 mm/min: 0.94 s with its slowing; the alarm stalls 0.5 s more.
    expect(say('$H\n', 900)).toBe('')
    expect(say('', 700)).toMatch(/^ALARM:9\r\nok\r\n\r\nGrbl/)
    expect(say('?', 100)).toContain('<Alarm|MPos:0.000,0.000,7.500|')
  })

  test('a reset on the way leaves the axes where they came to', () => {
    const { say } = bench({ settings: [[22, 1]] })
    say('$H\n', 2000)
    expect(say([0x18], 900)).toContain('ALARM:6')
    const z = Number(/MPos:0\.000,0\.000,([\d.]+)/.exec(say('?', 100))?.[1])
    // 16.478 mm measured on GRBL 1.1h.
    expect(Math.abs(z - 16.478)).toBeLessThan(0.05)
  })

  test('the spindle is off behind it, whatever M3 said, and on again with the next motion', () => {
    const { say } = bench({ settings: [[22, 1]] })
    say('$X\n', 100)
    say('M3S5000\n', 100)
    say('$H\n', 90_000)
    expect(say('?', 100)).toContain('FS:0,0')
    say('G1X-3F500\n', 200)
    expect(say('?', 100)).toContain(',5000')
  })

  test('inverted limit inputs read closed everywhere: reported, and alarm 8', () => {
    const { say } = bench({
      settings: [
        [5, 1],
        [22, 1],
      ],
    })
    expect(say('?', 100)).toContain('|Pn:XYZ')
    expect(say('$H\n', 5000)).toContain('ALARM:8')
  })
})

describe('overrides are one byte', () => {
  test('10 % less 10 and less 1 in one turn of the loop comes out as 200 %', () => {
    const { say } = bench()
    for (let count = 0; count < 9; count += 1) say([0x92], 40)
    say([0x92, 0x94], 40)
    expect(`${say('?', 60)}${say('?', 60)}${say('?', 60)}`).toContain('Ov:200,100,100')
  })
})

describe('EEPROM', () => {
  test('a byte that gains bits costs 3.4 ms, one that only loses them or gains all 1.8', () => {
    const stalls = eepromStallsMs(
      Uint8Array.of(0x00, 0x41, 0x41, 0x0f, 0x77),
      Uint8Array.of(0x01, 0x40, 0x42, 0xff, 0x77),
    )
    expect(stalls).toEqual([3.4, 1.8, 3.4, 1.8])
    expect(realsImage([1])).toEqual(Uint8Array.of(0, 0, 0x80, 0x3f))
  })

  test('in a stall the receiver keeps two bytes and the last one before a silence', () => {
    const { say } = bench()
    // -5 is C0A00000 in single precision: two bytes change, 6.8 ms in all.
    const heard = say(
      'G10L2P2X-5\nG21\nG21\nG21\nG21\nG21\nG21\nG21\nG21\nG21\nG21\nG21\nG21\n',
      300,
    )
    expect(heard.split('ok').length - 1).toBeLessThan(13)
    // Both stalls let two bytes through: "G2" "G2", or what then stood there, join what follows.
    expect(heard).toContain('error:')
  })
})
