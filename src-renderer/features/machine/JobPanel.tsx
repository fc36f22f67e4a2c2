import type { JobProgress } from '#core/grbl/machine-snapshot.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { useMachine } from '../../session/machine.store.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { formatClock } from '../../session/time-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Progress } from '../../ui/States.tsx'
import { useMachinePage } from './machine.store.ts'
import { machineStrings } from './machine.strings.ts'

const words = machineStrings

function Ended({ job }: { job: JobProgress }) {
  const goTo = useNavigation((state) => state.goTo)
  const dismiss = useMachinePage((state) => state.dismiss)
  return (
    <div className="button-pair">
      <Button
        look="primary"
        onClick={() => {
          goTo('runs', job.runId)
        }}
      >
        {words.toRecord}
      </Button>
      <Button
        onClick={() => {
          dismiss(job.sendId)
        }}
      >
        {words.another}
      </Button>
    </div>
  )
}

/** The job on the machine: progress by the lines it has acknowledged, time, buffer. */
export function JobPanel({ job }: { job: JobProgress }) {
  const buffer = useMachine((state) => state.snapshot?.receiveBuffer ?? null)
  const ended = job.outcome !== null
  const left = job.secondsLeft === null ? words.unknownLeft : formatClock(job.secondsLeft)
  return (
    <Panel title={ended ? words.lastJob : words.job} className="setup job">
      <p className="job-title">{job.title}</p>
      {job.outcome !== null && (
        <p className={`job-outcome job-${job.outcome}`} role="status">
          {job.outcomeSentence === '' ? words.outcomes[job.outcome] : job.outcomeSentence}
        </p>
      )}
      <Progress label={words.progress} ratio={job.linesAcknowledged / Math.max(1, job.lineCount)} />
      <p className="muted">
        {words.lines(formatDecimal(job.linesAcknowledged, 0), formatDecimal(job.lineCount, 0))}
      </p>
      <dl className="job-clocks">
        <div>
          <dt>{words.elapsed}</dt>
          <dd>{formatClock(job.elapsedSeconds)}</dd>
        </div>
        {!ended && (
          <div>
            <dt>{words.left}</dt>
            <dd>{left}</dd>
          </div>
        )}
      </dl>
      {!ended && buffer !== null && (
        <p className="caption">
          {words.buffer}: {words.bytes(buffer.inFlightBytes, buffer.budgetBytes)}
        </p>
      )}
      {ended && <Ended job={job} />}
    </Panel>
  )
}
