import { formatLengthNumber } from '#core/units/format-length.ts'
import { runningJob, isConnected, useMachine } from '../session/machine.store.ts'
import { useNavigation } from '../session/navigation.store.ts'
import { useUnits } from '../session/settings.store.ts'
import { formatClock } from '../session/time-text.ts'
import { appStrings } from './app.strings.ts'

/** The machine in the top bar: state and position, or the job's progress while one runs. */
export function MachineReadout() {
  const snapshot = useMachine((state) => state.snapshot)
  const goTo = useNavigation((state) => state.goTo)
  const unit = useUnits()
  const job = runningJob(snapshot)
  const state = appStrings.engine[snapshot?.engineState ?? 'disconnected']
  const position = snapshot?.workPosition ?? null
  const percent = job === null ? 0 : (100 * job.linesAcknowledged) / Math.max(1, job.lineCount)
  const left =
    job === null || job.secondsLeft === null ? '' : appStrings.left(formatClock(job.secondsLeft))
  return (
    <button
      type="button"
      className={`readout readout-${snapshot?.engineState ?? 'disconnected'}`}
      onClick={() => {
        goTo('machine')
      }}
    >
      <span className="readout-state">{state}</span>
      {job !== null && (
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
      )}
      {job === null && isConnected(snapshot) && position !== null && (
        <span className="readout-position">
          {(['xMm', 'yMm', 'zMm'] as const).map((axis) => (
            <span key={axis}>
              <b>{axis.charAt(0).toUpperCase()}</b>{' '}
              {formatLengthNumber(position[axis], unit, 'fine')}
            </span>
          ))}
        </span>
      )}
    </button>
  )
}
