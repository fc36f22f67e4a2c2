import type { BackupProgress } from '../backup/backup-progress.ts'
import type { CommandContext } from './command.ts'
import { clockTime } from './table.ts'

/** Between progress lines where stderr is no terminal, ms. */
const LINE_INTERVAL_MS = 2000
const BAR_INTERVAL_MS = 100
const BAR_WIDTH = 28

const PHASES: Readonly<Record<BackupProgress['phase'], string>> = {
  copying: 'Copying',
  checking: 'Checking',
  unpacking: 'Unpacking',
}

/** Shows how far a backup or a restore is: a bar on a terminal, a line every two seconds elsewhere. */
export function createWorkProgress(context: CommandContext): {
  readonly show: (progress: BackupProgress) => void
  readonly end: () => void
} {
  let shownMs = performance.now()
  let phaseStartMs = shownMs
  let phase: BackupProgress['phase'] | null = null
  let drew = false
  return {
    show: (progress) => {
      const nowMs = performance.now()
      if (progress.phase !== phase) [phase, phaseStartMs] = [progress.phase, nowMs]
      if (nowMs - shownMs < (context.interactive ? BAR_INTERVAL_MS : LINE_INTERVAL_MS)) return
      shownMs = nowMs
      const text = progressText(progress, (nowMs - phaseStartMs) / 1000)
      if (!context.interactive) {
        context.writeNote(text)
        return
      }
      drew = true
      const full = Math.round(shareOf(progress) * BAR_WIDTH)
      const bar = `${'='.repeat(full)}${' '.repeat(BAR_WIDTH - full)}`
      process.stderr.write(`\r[${bar}] ${text}\u001B[K`)
    },
    end: () => {
      if (drew) process.stderr.write('\n')
    },
  }
}

function shareOf({ doneBytes, totalBytes }: BackupProgress): number {
  return totalBytes === 0 ? 0 : Math.min(1, doneBytes / totalBytes)
}

function progressText(progress: BackupProgress, seconds: number): string {
  const share = shareOf(progress)
  const rate = seconds === 0 ? 0 : progress.doneBytes / 1e6 / seconds
  const left = share < 0.05 ? '' : `, ${clockTime(seconds / share - seconds)} left`
  const percent = String(Math.floor(share * 100)).padStart(3)
  return `${PHASES[progress.phase]} ${percent} %  ${rate.toFixed(0)} MB/s${left}`
}
