import { describe, expect, test } from 'vitest'
import { VirtualController } from '../../src-main/machine/virtual/virtual-controller.ts'

/** Facts measured on GRBL 1.1h; the virtual controller is only a judge as long as it keeps them. */
class Bench {
  readonly controller: VirtualController
  said = ''
  nowMs = 0

  constructor(settings: readonly (readonly [number, number])[] = []) {
    this.controller = new VirtualController({
      settings,
      onOutput: (bytes) => {
        this.said += Buffer.from(bytes).toString('latin1')
      },
    })
    this.wait(50)
  }

  wait(durationMs: number): void {
    this.nowMs += durationMs
    this.controller.advance(this.nowMs)
  }

  /** Puts bytes on the wire and tells what was said until `durationMs` later. */
  say(bytes: string | readonly number[], durationMs = 100): readonly string[] {
    this.said = ''
    const raw = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Uint8Array.from(bytes)
    this.controller.receive(raw, this.nowMs)
    this.wait(durationMs)
    return this.said.split('\r\n').filter((line) => line !== '')
  }

  status(): string {
    return this.say('?', 20).join('')
  }

  xMm(): number {
    return this.controller.record().positionSteps[0] / 200
  }
}

const BANNER = "Grbl 1.1h ['$' for help]"

describe('lines', () => {
  test('CR and LF each end one, and an empty line is answered', () => {
    expect(new Bench().say('G21\r\n')).toEqual(['ok', 'ok'])
    expect(new Bench().say('\n\n')).toEqual(['ok', 'ok'])
  })

  test('79 characters are taken, the 80th spoils the line; spaces and comments are free', () => {
    const exact = `G1X1.${'0'.repeat(69)}F100`
    const bench = new Bench()
    expect(exact).toHaveLength(78)
    expect(bench.say(`${exact}0\n`)).toEqual(['ok'])
    expect(bench.say(`${exact}00\n`)).toEqual(['error:11'])
    expect(bench.say(`G21 (${'c'.repeat(90)})\n`)).toEqual(['ok'])
  })

  test('the ring takes 128 bytes and loses the rest without a word', () => {
    const bench = new Bench()
    bench.say('G4P1\n')
    bench.say('G4P0.001\n'.repeat(20), 5000)
    expect(bench.controller.record().receiveHighWaterBytes).toBe(128)
    expect(bench.controller.record().receiveDroppedBytes).toBe(52)
    expect(bench.said).not.toContain('error')
  })

  // Answers of the firmware itself to the same lines.
  test.each([
    ['%', 'error:1'],
    ['G1X1.0.0', 'error:1'],
    ['G1X', 'error:2'],
    ['$Z', 'error:2'],
    ['$999=1', 'error:3'],
    ['G4P-1', 'error:4'],
    ['$H', 'error:5'],
    ['$20=1', 'error:10'],
    ['G0X1Q1', 'error:20'],
    ['M6', 'error:20'],
    ['G43H1', 'error:20'],
    ['G90G91', 'error:21'],
    ['G1X1', 'error:22'],
    ['G54.1', 'error:23'],
    ['M3.5', 'error:23'],
    ['G0G1X1', 'error:24'],
    ['G0X1X2', 'error:25'],
    ['G2F100', 'error:26'],
    ['G10L2P1', 'error:26'],
    ['G4', 'error:28'],
    ['G10L2P7X1', 'error:29'],
    ['G53G2X1I1F100', 'error:30'],
    ['G80X1', 'error:31'],
    ['G2Z1I1F100', 'error:32'],
    ['G2X3I1F100', 'error:33'],
    ['G2X2R0.5F100', 'error:34'],
    ['G2X1K1F100', 'error:35'],
    ['G0X1P1', 'error:36'],
    ['G43.1X1', 'error:37'],
    ['T256', 'error:38'],
    ['$J=X1', 'error:22'],
    ['$J=X1F100M3', 'error:16'],
    ['/G0X1', 'ok'],
    ['G0X0.5(a)Y0.5', 'ok'],
  ])('%s is answered %s', (line, answer) => {
    expect(new Bench().say(`${line}\n`)).toEqual([answer])
  })
})

describe('realtime bytes', () => {
  test('act wherever they stand, also inside a comment', () => {
    const bench = new Bench()
    expect(bench.say('G21 (St!op)\n')).toEqual([])
    expect(bench.status()).toContain('<Hold:0|')
    expect(bench.say('~')).toEqual(['ok'])
  })

  test('status queries coalesce', () => {
    const reports = new Bench().say('?'.repeat(100), 300)
    expect(reports.length).toBeGreaterThan(0)
    expect(reports.length).toBeLessThan(20)
  })

  test('override bytes coalesce: five in a row are one step, spaced ones are all', () => {
    const burst = new Bench()
    burst.say([0x91, 0x91, 0x91, 0x91, 0x91])
    expect(`${burst.status()}${burst.status()}`).toContain('Ov:110,100,100')
    const spaced = new Bench()
    for (let count = 0; count < 5; count += 1) spaced.say([0x91], 30)
    expect(`${spaced.status()}${spaced.status()}`).toContain('Ov:150,100,100')
  })

  test('no line is served in a hold, and all are when it ends', () => {
    const bench = new Bench()
    bench.say('!')
    expect(bench.say('G21\n$G\n', 500)).toEqual([])
    const after = bench.say('~')
    expect(after.filter((line) => line === 'ok')).toHaveLength(2)
  })

  test('a dwell is reported as Idle and not answered before its end', () => {
    const bench = new Bench()
    expect(bench.say('G4P1\n', 500)).toEqual([])
    expect(bench.status()).toContain('<Idle|')
    bench.wait(700)
    expect(bench.said).toContain('ok')
  })
})

describe('resets', () => {
  test('in motion raise alarm 3, and a line that waited for room is still answered before the banner', () => {
    const bench = new Bench()
    bench.say('G1F600\n', 20)
    bench.say('G91X1\n'.repeat(20), 200)
    const said = bench.say([0x18], 800)
    expect(said).toEqual(['ALARM:3', 'ok', BANNER, "[MSG:'$H'|'$X' to unlock]"])
  })

  test('from a hold keep the position and raise nothing', () => {
    const bench = new Bench()
    bench.say('G1X50F3000\n', 500)
    bench.say('!', 1000)
    const stood = bench.xMm()
    expect(bench.say([0x18])).toEqual([BANNER])
    expect(bench.xMm()).toBe(stood)
    expect(bench.status()).toContain('<Idle|')
  })

  test('forget G92, tool length and the coordinate system, and keep G54', () => {
    const bench = new Bench()
    bench.say('G10L2P1X1\n', 300)
    bench.say('G55\nG92X5\nG43.1Z2\n')
    bench.say([0x18])
    expect(bench.say('$G\n')[0]).toContain('G54')
    const offsets = bench.say('$#\n', 300).join(' ')
    expect(offsets).toContain('[G54:1.000,0.000,0.000]')
    expect(offsets).toContain('[G92:0.000,0.000,0.000]')
    expect(offsets).toContain('[TLO:0.000]')
  })

  test('a soft-limit alarm hears nothing but the next reset', () => {
    const bench = new Bench([
      [22, 1],
      [20, 1],
    ])
    bench.say('$X\n')
    expect(bench.say('G1X50F1000\n', 800)).toEqual(['ALARM:2', '[MSG:Reset to continue]'])
    expect(bench.say('?$X\n', 500)).toEqual([])
    expect(bench.say([0x18], 100).at(-2)).toBe(BANNER)
    expect(bench.say('$X\n')).toEqual(['[MSG:Caution: Unlocked]', 'ok'])
  })
})

describe('jogging', () => {
  test('a cancel stops at once, but a line that waited for room then runs: the phantom jog', () => {
    const bench = new Bench()
    for (let step = 1; step <= 30; step += 1) bench.say(`$J=G90X${String(step * 2)}F1500\n`, 5)
    bench.wait(200)
    bench.say([0x85], 300)
    const stopped = bench.xMm()
    bench.wait(3000)
    expect(stopped).toBeLessThan(60)
    expect(bench.xMm()).toBeGreaterThan(stopped)
  })

  test('leaves the modes of the program alone', () => {
    const bench = new Bench()
    bench.say('G20G91\n')
    const before = bench.say('$G\n')
    bench.say('$J=G21G90X5F1000\n', 1000)
    expect(bench.xMm()).toBe(5)
    expect(bench.say('$G\n')).toEqual(before)
  })
})

describe('motion', () => {
  test('a number beyond all measure moves to the end of the step counter and hangs nothing', () => {
    const bench = new Bench()
    expect(bench.say(`G53G0Z-5${'9'.repeat(60)}\n`, 2000)).toEqual(['ok'])
    expect(bench.status()).toContain('<Run|')
  })

  test('takes the time of a trapezoid: v/a to speed, v/a to a stand, and the rest at speed', () => {
    const bench = new Bench()
    // 50 mm at 50 mm/s with 400 mm/s²: 50/50 + 50/400 s.
    bench.say('G1X50F3000\n', 0)
    bench.wait(1110)
    expect(bench.xMm()).toBeLessThan(50)
    bench.wait(25)
    expect(bench.xMm()).toBe(50)
  })

  test('short blocks in a row speed up and slow down as one motion, never faster than the axis can', () => {
    const bench = new Bench([[120, 50]])
    bench.say('G91G1F5000\n')
    // 5 mm from a stand to a stand at 50 mm/s²: 2·√(5/50) = 632 ms; the last half step takes 10.
    bench.say('X0.5\n'.repeat(10), 0)
    bench.wait(615)
    expect(bench.xMm()).toBeLessThan(5)
    bench.wait(25)
    expect(bench.xMm()).toBe(5)
  })

  test('a hold begins 40 ms late, as measured, and then takes v²/2a', () => {
    const bench = new Bench()
    bench.say('G1X300F3000\n', 1000)
    const heldAt = bench.xMm()
    bench.say('!', 500)
    expect(bench.xMm() - heldAt).toBeGreaterThan(50 * 0.04 + 2500 / 800 - 0.1)
    expect(bench.xMm() - heldAt).toBeLessThan(50 * 0.04 + 2500 / 800 + 0.1)
  })

  test('an arc ends where it must, and passes its far side', () => {
    const bench = new Bench()
    bench.say('G2X20Y0I10J0F3000\n', 0)
    let farthest = 0
    for (let step = 0; step < 400; step += 1) {
      bench.wait(5)
      farthest = Math.max(farthest, bench.controller.record().positionSteps[1] / 200)
    }
    expect(bench.controller.record().positionSteps).toEqual([4000, 0, 0])
    expect(farthest).toBeGreaterThan(9.99)
    expect(farthest).toBeLessThanOrEqual(10)
  })

  test('the offset comes in the first report and then every tenth, overrides in the second', () => {
    const bench = new Bench()
    const reports = Array.from({ length: 22 }, () => bench.status())
    const withOffset = reports.flatMap((text, index) => (text.includes('WCO:') ? [index] : []))
    const withOverrides = reports.flatMap((text, index) => (text.includes('Ov:') ? [index] : []))
    expect(withOffset).toEqual([0, 10, 20])
    expect(withOverrides).toEqual([1, 11, 21])
  })
})
