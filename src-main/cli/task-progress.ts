import { DATASET_NAMES } from '#core/migration/dataset.ts'
import type { MigrationPhase } from '#core/migration/outcome.ts'
import type { TaskStep } from '../migration/task.ts'
import type { CommandContext } from './command.ts'
import { clockTime } from './table.ts'

/** Between progress lines where stderr is no terminal, ms. */
const LINE_INTERVAL_MS = 2000
const BAR_INTERVAL_MS = 100
const BAR_WIDTH = 28

const PHASES: Readonly<Record<MigrationPhase, string>> = {
  reading: 'Reading',
  'backing-up': 'Backing up',
  waiting: 'Waiting for another program',
  writing: 'Writing',
  comparing: 'Comparing',
  checking: 'Checking',
  exporting: 'Exporting',
  done: 'Done',
}

/** Shows how far a job of the migration is: a bar on a terminal, a line every two seconds elsewhere. */
export function createTaskProgress(context: CommandContext): {
  readonly show: (step: TaskStep) => void
  readonly end: () => void
} {
  const startedMs = performance.now()
  let shownMs = startedMs
  let drew = false
  return {
    show: (step) => {
      const nowMs = performance.now()
      if (nowMs - shownMs < (context.interactive ? BAR_INTERVAL_MS : LINE_INTERVAL_MS)) return
      shownMs = nowMs
      const text = stepText(step, (nowMs - startedMs) / 1000)
      if (!context.interactive) {
        context.writeNote(text)
        return
      }
      drew = true
      const full = Math.round(step.fraction * BAR_WIDTH)
      const bar = `${'='.repeat(full)}${' '.repeat(BAR_WIDTH - full)}`
      process.stderr.write(`\r[${bar}] ${text}\u001B[K`)
    },
    end: () => {
      if (drew) process.stderr.write('\n')
    },
  }
}

function stepText({ phase, dataset, fraction, records }: TaskStep, seconds: number): string {
  const what = dataset === null ? PHASES[phase] : `${PHASES[phase]} ${DATASET_NAMES[dataset]}`
  const rate = seconds > 0 ? Math.round(records / seconds) : 0
  const left = fraction < 0.02 ? '' : `, ${clockTime(seconds / fraction - seconds)} left`
  const percent = String(Math.floor(fraction * 100)).padStart(3)
  return `${what} ${percent} %  ${String(records)} records, ${String(rate)}/s${left}`
}
