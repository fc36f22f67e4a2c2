import { performance } from 'node:perf_hooks'
import { fitArcs } from '#core/geometry/fit-arcs.ts'
import { insetSeries } from '#core/geometry/polygon-kernel.ts'
import { polarPoint } from '#core/geometry/point.ts'
import { HeightMap } from '#core/simulation/height-map.ts'

const ORIGIN = { xMm: 0, yMm: 0 }

function fastestMs(times: number, call: () => unknown): number {
  let fastest = Infinity
  for (let time = 0; time < times; time += 1) {
    const startedMs = performance.now()
    call()
    fastest = Math.min(fastest, performance.now() - startedMs)
  }
  return fastest
}

function line(name: string, figure: string, limit: string): void {
  process.stdout.write(`${name.padEnd(52)}${figure.padStart(16)}   limit ${limit}\n`)
}

/** `node tests/bench/cam-geometry.ts`: insets, arc fitting and the height map against their limits. */
function main(): void {
  const contour = Array.from({ length: 2000 }, (_, k) => {
    const angleRad = (2 * Math.PI * k) / 2000
    return polarPoint(ORIGIN, 60 + 8 * Math.sin(5 * angleRad), angleRad)
  })
  const insetMs = fastestMs(3, () => insetSeries([contour], 0.5, 0.5))
  line('all insets of a pocket of 2,000 corners', `${insetMs.toFixed(0)} ms`, '500 ms')

  const wave = Array.from({ length: 100_001 }, (_, k) => {
    const t = (k / 100_001) * 80 * Math.PI
    return polarPoint(ORIGIN, 50 + 8 * Math.sin(0.37 * t) + 0.1 * t, t)
  })
  const fitMs = fastestMs(3, () => fitArcs(wave, 0.005))
  line('arc fit of 100,000 segments', `${fitMs.toFixed(0)} ms`, '300 ms')

  const moves = 20_000
  const mapMs = fastestMs(2, () => {
    const map = new HeightMap({ minXMm: 0, minYMm: 0, maxXMm: 110, maxYMm: 70 }, 0.1)
    for (let move = 0; move < moves; move += 1) {
      const x = 5 + (move % 200) * 0.5
      const y = 5 + Math.floor(move / 200) * 0.6
      map.sweep({ xMm: x, yMm: y, zMm: -1 }, { xMm: x + 0.5, yMm: y + 0.1, zMm: -1 }, 3)
    }
  })
  const perSecond = (1000 * moves) / mapMs
  line('height map, 6 mm tool, 0.1 mm cells', `${perSecond.toFixed(0)} /s`, '50000 /s')
  const peakMb = process.resourceUsage().maxRSS / 1024
  line('peak memory', `${peakMb.toFixed(0)} MB`, '500 MB')
}

main()
