import { Check, Play } from 'lucide-react'
import { useState } from 'react'
import type { JobPause, ToolChangeStep } from '#core/grbl/job/job-pause.ts'
import type { JobProgress } from '#core/grbl/machine-snapshot.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import { rmos } from '../../../client.ts'
import { commandMachine } from '../../../session/machine.store.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { usePage } from '../page.store.ts'
import { jobStrings } from './job.strings.ts'

const STEPS: readonly ToolChangeStep[] = [
  'draining',
  'retracting',
  'waiting',
  'measuring',
  'returning',
]

type Change = Extract<JobPause, { kind: 'toolChange' }>

function ProgramStop({ pause }: { pause: Extract<JobPause, { kind: 'programStop' }> }) {
  const words = jobStrings.stop
  return (
    <section className="job-pause" role="status">
      <h3>{words.title}</h3>
      <p>{words.text(formatDecimal(pause.sourceLine, 0))}</p>
      {pause.spindleOn !== null && <p>{pause.spindleOn ? words.spindleOn : words.spindleOff}</p>}
      <Button
        look="primary"
        size="cut"
        icon={<Play size={20} />}
        onClick={() => void commandMachine(rmos.machine.resume({}))}
      >
        {words.resume}
      </Button>
    </section>
  )
}

function Steps({ now }: { now: ToolChangeStep }) {
  const reached = STEPS.indexOf(now)
  // Measuring is there only for machines with a fixed sensor.
  const shown = STEPS.filter((step) => step !== 'measuring' || now === 'measuring')
  return (
    <ol className="change-steps">
      {shown.map((step) => {
        const at = STEPS.indexOf(step)
        return (
          <li
            key={step}
            aria-current={step === now ? 'step' : undefined}
            className={classNames(at < reached && 'change-done', step === now && 'change-now')}
          >
            <span className="stage-mark" aria-hidden="true">
              {at < reached ? <Check size={12} strokeWidth={3} /> : shown.indexOf(step) + 1}
            </span>
            {jobStrings.change.steps[step]}
          </li>
        )
      })}
    </ol>
  )
}

function Waiting({ pause }: { pause: Change }) {
  const words = jobStrings.change
  const unit = useUnits()
  const show = usePage((state) => state.show)
  const [fitted, setFitted] = useState(false)
  const [zSet, setZSet] = useState(false)
  const { leftAt } = pause
  const place =
    leftAt === null
      ? null
      : [leftAt.xMm, leftAt.yMm].map((value) => formatLength(value, unit, 'fine')).join(', ')
  return (
    <>
      <p>{words.waiting}</p>
      <div className="button-pair">
        <Button
          onClick={() => {
            show('setup', 'jog')
          }}
        >
          {words.toJog}
        </Button>
        <Button
          onClick={() => {
            show('setup', 'probe')
          }}
        >
          {words.toProbe}
        </Button>
      </div>
      {place !== null && <p className="caption">{words.leftAt(place)}</p>}
      {pause.spindleRpm > 0 && (
        <p className="caption">{words.spindle(formatDecimal(pause.spindleRpm, 0))}</p>
      )}
      {(
        [
          [words.fitted, fitted, setFitted],
          [words.zSet, zSet, setZSet],
        ] as const
      ).map(([label, ticked, tick]) => (
        <label key={label} className="check">
          <input
            type="checkbox"
            checked={ticked}
            onChange={(event) => {
              tick(event.target.checked)
            }}
          />
          {label}
        </label>
      ))}
      <Button
        look="primary"
        size="cut"
        icon={<Play size={20} />}
        disabled={!fitted || !zSet}
        onClick={() =>
          void commandMachine(rmos.machine.continueToolChange({ toolFitted: true, zSet: true }))
        }
      >
        {words.go}
      </Button>
    </>
  )
}

function ToolChange({ pause }: { pause: Change }) {
  const words = jobStrings.change
  const tool = pause.toolNumber === null ? words.anyTool : words.tool(pause.toolNumber)
  return (
    <section className="job-pause" aria-label={words.title(tool)}>
      <h3>{words.title(tool)}</h3>
      <Steps now={pause.step} />
      {pause.trouble !== '' && (
        <p className="room-problem" role="alert">
          {pause.trouble}
        </p>
      )}
      {pause.step === 'waiting' && <Waiting key={pause.sourceLine} pause={pause} />}
    </section>
  )
}

/** A job that waits for the person: a stop in the program, or another bit. */
export function PausePanel({ job }: { job: JobProgress }) {
  const { pause } = job
  if (pause === null || job.outcome !== null) return null
  return pause.kind === 'programStop' ? <ProgramStop pause={pause} /> : <ToolChange pause={pause} />
}
