import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { formatLengthNumber } from '#core/units/format-length.ts'
import { runningJob, useMachine } from '../session/machine.store.ts'
import { useNavigation } from '../session/navigation.store.ts'
import { useUnits } from '../session/settings.store.ts'
import { formatClock } from '../session/time-text.ts'
import { appStrings } from './app.strings.ts'

function JobReadout({ job }: { job: JobProgress }) {
  // What is cut counts, not what is sent; in check mode nothing is cut.
  const done = job.mode === 'check' ? job.linesAcknowledged : (job.executing?.firstLine ?? 0)
  const percent = (100 * done) / Math.max(1, job.lineCount)
  const left = job.secondsLeft === null ? '' : appStrings.left(formatClock(job.secondsLeft))
  return (
    <span
      className="readout-job"
      role="progressbar"
      aria-label={appStrings.jobProgress}
      aria-valuenow={Math.round(percent)}
    >
      <span className="readout-bar">
        <span style={{ width: `${percent.toFixed(2)}%` }} />
      </span>
      <span>
        {percent.toFixed(0)} % {left}
      </span>
    </span>
  )
}

function PositionReadout({ position }: { position: NonNullable<MachineSnapshot['workPosition']> }) {
  const unit = useUnits()
  return (
    <span className="readout-position">
      {(['xMm', 'yMm', 'zMm'] as const).map((axis) => (
        <span key={axis}>
          <b>{axis.charAt(0).toUpperCase()}</b> {formatLengthNumber(position[axis], unit, 'fine')}
        </span>
      ))}
    </span>
  )
}

/** The machine in the top bar: state and position, or the job's progress while one runs. */
export function MachineReadout() {
  const snapshot = useMachine((state) => state.snapshot)
  const goTo = useNavigation((state) => state.goTo)
  const engineState = snapshot?.engineState ?? 'disconnected'
  const job = runningJob(snapshot)
  const position = snapshot?.workPosition ?? null
  return (
    <button
      type="button"
      className={`readout readout-${engineState}`}
      onClick={() => {
        goTo('machine')
      }}
    >
      <span className="readout-state">{appStrings.engine[engineState]}</span>
      {job !== null && <JobReadout job={job} />}
      {job === null && engineState !== 'disconnected' && position !== null && (
        <PositionReadout position={position} />
      )}
    </button>
  )
}
