import { type JudgedPlan, judgedPlan } from '../cam/judged-pocket.ts'
import { type RandomPocket, randomPocket } from './random-pocket.ts'

/** Rates over many pockets. */
class Tally {
  readonly broken = new Map<string, number>()
  failed = 0
  uncut = 0
  planSeconds = 0

  tell(seed: number, title: string, sentence: string): void {
    process.stdout.write(`seed ${String(seed)} ${title}: ${sentence}\n`)
    const kind = sentence.replaceAll(/-?[\d.]+/g, '#').slice(0, 40)
    this.broken.set(kind, (this.broken.get(kind) ?? 0) + 1)
  }

  take(seed: number, { title, cut, units }: RandomPocket): JudgedPlan {
    const judged = judgedPlan(cut, units)
    const { plan, verdict } = judged
    this.planSeconds += judged.planSeconds
    if (plan.uncut.length > 0) this.uncut += 1
    const isSilent = verdict === null && plan.uncut.length === 0
    const told = isSilent ? ['nothing is cut and no reason given'] : [...judged.failures]
    // what is left standing with a reason is told, not broken
    const wrong = told.filter((one) => plan.uncut.length === 0 || !one.includes('% of what'))
    for (const sentence of wrong) this.tell(seed, title, sentence)
    if (wrong.length > 0) this.failed += 1
    return judged
  }
}

function inFull({ plan, planSeconds, verdict }: JudgedPlan): string {
  const deg = (rad = 0) => ((rad * 180) / Math.PI).toFixed(2)
  const { usedSlot, usedTrochoid, uncut, setAngleRad } = plan
  const facts = {
    setDeg: deg(setAngleRad),
    exactDeg: deg(verdict?.exact.maxRad),
    pixelDeg: deg(verdict?.pixel.maxRad),
    feedMm: verdict?.exact.feedLengthMm,
    cuttingMm: verdict?.exact.cuttingLengthMm,
    ...{ clearedShare: verdict?.clearedShare, planSeconds, usedSlot, usedTrochoid, uncut },
  }
  return `${JSON.stringify(facts)}\n`
}

/**
 * `node tests/torture/pockets.ts COUNT SEED`: so many pockets drawn by lot, planned, posted and judged from
 * the text. Prints each that breaks its promise, or dies, with its seed (`pockets.ts 1 SEED` repeats it and
 * tells more), and the rates at the end; exits with 1 when any did.
 */
function main(): void {
  const [count = 100, firstSeed = 1] = process.argv.slice(2).map(Number)
  const tally = new Tally()
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const pocket = randomPocket(seed)
    try {
      const judged = tally.take(seed, pocket)
      if (count === 1) process.stdout.write(`${pocket.title}\n${inFull(judged)}`)
    } catch (error) {
      tally.failed += 1
      tally.tell(seed, pocket.title, String(error))
    }
  }
  process.stdout.write(
    `${String(count)} pockets from seed ${String(firstSeed)}: ${String(tally.failed)} broken, ${String(tally.uncut)} told of an uncut part, planned in ${tally.planSeconds.toFixed(1)} s CPU\n`,
  )
  for (const [kind, times] of tally.broken) process.stdout.write(`  ${String(times)} × ${kind}\n`)
  process.exitCode = tally.failed > 0 ? 1 : 0
}

main()
