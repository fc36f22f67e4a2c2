import { judgedPlan } from '../cam/judged-pocket.ts'
import { randomPocket } from './random-pocket.ts'

const DEG = 180 / Math.PI

/**
 * `node tests/torture/pockets.ts COUNT SEED`: so many pockets drawn by lot, planned, posted and judged from
 * the text. Prints each that breaks its promise, or dies, with its seed (`pockets.ts 1 SEED` repeats it),
 * and the rates at the end; exits with 1 when any did.
 */
function main(): void {
  const [count = 100, firstSeed = 1] = process.argv.slice(2).map(Number)
  const broken = new Map<string, number>()
  let failed = 0
  let uncut = 0
  let planSeconds = 0
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const { title, cut, units } = randomPocket(seed)
    const tell = (sentence: string, kind: string) => {
      process.stdout.write(`seed ${String(seed)} ${title}: ${sentence}\n`)
      broken.set(kind, (broken.get(kind) ?? 0) + 1)
    }
    try {
      const judged = judgedPlan(cut, units)
      planSeconds += judged.planSeconds
      const { plan, verdict, failures } = judged
      if (plan.uncut.length > 0) uncut += 1
      if (verdict === null && plan.uncut.length === 0)
        tell('nothing is cut and no reason given', 'silent')
      // what is left standing with a reason is told, not broken
      const told = failures.filter((one) => !(plan.uncut.length > 0 && one.includes('% of what')))
      for (const one of told) tell(one, one.replaceAll(/[\d.]+/g, '#').slice(0, 40))
      if (told.length > 0) failed += 1
      if (count === 1) {
        const { exact, pixel } = verdict ?? {}
        process.stdout.write(
          `${title}\nexact ${String((exact?.maxRad ?? 0) * DEG)}° pixel ${String((pixel?.maxRad ?? 0) * DEG)}° cleared ${String(verdict?.clearedShare)} slot ${String(plan.usedSlot)} trochoid ${String(plan.usedTrochoid)} plan ${String(judged.planSeconds)} s\n${JSON.stringify(plan.uncut)}\n`,
        )
      }
    } catch (error) {
      failed += 1
      tell(String(error), 'died')
    }
  }
  process.stdout.write(
    `${String(count)} pockets from seed ${String(firstSeed)}: ${String(failed)} broken, ${String(uncut)} told of an uncut part, planned in ${planSeconds.toFixed(1)} s CPU\n`,
  )
  for (const [kind, times] of broken) process.stdout.write(`  ${String(times)} × ${kind}\n`)
  process.exitCode = failed > 0 ? 1 : 0
}

main()
