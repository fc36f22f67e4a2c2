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

type Change = Extract<JobPause, { kind: 'toolChange' }>

/** The steps of this change, and how many are behind it; the sensor's are there only when it is used. */
function stepsOf({ step, measures }: Change): readonly ToolChangeStep[] {
  if (step === 'measuring' && !measures) {
    return ['draining', 'retracting', 'measuring', 'waiting', 'returning']
  }
  return measures
    ? ['draining', 'retracting', 'waiting', 'measuring', 'returning']
    : ['draining', 'retracting', 'waiting', 'returning']
}

function stepWords(step: ToolChangeStep, measures: boolean): string {
  const words = jobStrings.change
  if (step === 'waiting' && measures) return words.changeBit
  return step === 'measuring' && !measures ? words.measuringOld : words.steps[step]
}

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

function Steps({ pause }: { pause: Change }) {
  const now = pause.step === 'measured' ? 'measuring' : pause.step
  const shown = stepsOf(pause)
  const reached = shown.indexOf(now)
  return (
    <ol className="change-steps">
      {shown.map((step, at) => {
        return (
          <li
            key={step}
            aria-current={step === now ? 'step' : undefined}
            className={classNames(at < reached && 'change-done', step === now && 'change-now')}
          >
            <span className="stage-mark" aria-hidden="true">
              {at < reached ? <Check size={12} strokeWidth={3} /> : at + 1}
            </span>
            {stepWords(step, pause.measures)}
          </li>
        )
      })}
    </ol>
  )
}

function Ways() {
  const words = jobStrings.change
  const show = usePage((state) => state.show)
  return (
    <div className="button-pair">
      {(['jog', 'probe'] as const).map((part) => (
        <Button
          key={part}
          onClick={() => {
            show('setup', part)
          }}
        >
          {part === 'jog' ? words.toJog : words.toProbe}
        </Button>
      ))}
    </div>
  )
}

function Place({ pause: { leftAt, spindleRpm } }: { pause: Change }) {
  const words = jobStrings.change
  const unit = useUnits()
  const place = leftAt === null ? [] : [leftAt.xMm, leftAt.yMm]
  return (
    <>
      {place.length > 0 && (
        <p className="caption">
          {words.leftAt(place.map((value) => formatLength(value, unit, 'fine')).join(', '))}
        </p>
      )}
      {spindleRpm > 0 && <p className="caption">{words.spindle(formatDecimal(spindleRpm, 0))}</p>}
    </>
  )
}

function goOn(measure: boolean): void {
  void commandMachine(rmos.machine.continueToolChange({ toolFitted: true, zSet: true, measure }))
}

function Tick({
  label,
  ticked,
  tick,
}: {
  label: string
  ticked: boolean
  tick: (ticked: boolean) => void
}) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={ticked}
        onChange={(event) => {
          tick(event.target.checked)
        }}
      />
      {label}
    </label>
  )
}

function Waiting({ pause }: { pause: Change }) {
  const words = jobStrings.change
  const [fitted, setFitted] = useState(false)
  const [zSet, setZSet] = useState(false)
  const { measures } = pause
  return (
    <>
      <p>{measures ? words.waitingMeasured : words.waiting}</p>
      <Ways />
      <Place pause={pause} />
      <Tick label={words.fitted} ticked={fitted} tick={setFitted} />
      {measures && (
        <Button
          look="primary"
          size="cut"
          icon={<Play size={20} />}
          disabled={!fitted}
          onClick={() => {
            goOn(true)
          }}
        >
          {words.goMeasured}
        </Button>
      )}
      <Tick label={words.zSet} ticked={zSet} tick={setZSet} />
      <Button
        {...(measures ? {} : { look: 'primary' as const, size: 'cut' as const })}
        icon={<Play size={20} />}
        disabled={!fitted || !zSet}
        onClick={() => {
          goOn(false)
        }}
      >
        {measures ? words.byHand : words.go}
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
      <Steps pause={pause} />
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
