import { Pause, Play } from 'lucide-react'
import { useMemo } from 'react'
import { formatLengthNumber } from '#core/units/format-length.ts'
import { toolAt, type Trace } from '../../drawing/toolpath-trace.ts'
import { useCommands } from '../../session/commands.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { formatClock } from '../../session/time-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { toolpathStrings } from './toolpath.strings.ts'
import { depthPath, topLinePx } from './toolpath.view-model.ts'
import { PLAY_SPEEDS, type usePlayback } from './use-playback.ts'

const STRIP_WIDTH = 1000
const STRIP_HEIGHT = 60
const SPEEDS = PLAY_SPEEDS.map((speed) => ({
  value: String(speed),
  label: toolpathStrings.times(speed),
}))

function DepthStrip({ trace, seconds }: { trace: Trace; seconds: number }) {
  const path = useMemo(() => depthPath(trace, STRIP_WIDTH, STRIP_HEIGHT), [trace])
  const top = topLinePx(trace, STRIP_HEIGHT)
  const now = (seconds / (trace.totalSeconds || 1)) * STRIP_WIDTH
  return (
    <svg
      className="depth-strip"
      viewBox={`0 -3 ${String(STRIP_WIDTH)} ${String(STRIP_HEIGHT + 6)}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={toolpathStrings.strip}
    >
      <rect
        className="depth-wood"
        x={0}
        y={top}
        width={STRIP_WIDTH}
        height={STRIP_HEIGHT - top + 3}
      />
      <path className="depth-line" d={path} />
      <path className="depth-now" d={`M${now.toFixed(2)} -3V${String(STRIP_HEIGHT + 3)}`} />
    </svg>
  )
}

/** What a `Scrubber` takes. */
export interface ScrubberProps {
  readonly trace: Trace
  readonly playback: ReturnType<typeof usePlayback>
}

/** Play, speed, place in time, and the depth over time. */
export function Scrubber({ trace, playback }: ScrubberProps) {
  const { seconds, playing, speed, setSpeed, toggle, seek } = playback
  const unit = useUnits()
  const tool = toolAt(trace, seconds)
  useCommands(
    'scrubber',
    useMemo(
      () => [
        {
          id: 'play',
          title: playing ? toolpathStrings.pause : toolpathStrings.play,
          group: toolpathStrings.group,
          keys: 'P',
          run: toggle,
        },
      ],
      [playing, toggle],
    ),
  )
  return (
    <div className="scrubber">
      <div className="scrubber-row">
        <Button icon={playing ? <Pause size={16} /> : <Play size={16} />} keys="P" onClick={toggle}>
          {playing ? toolpathStrings.pause : toolpathStrings.play}
        </Button>
        <Segmented
          label={toolpathStrings.speed}
          value={String(speed)}
          options={SPEEDS}
          onChange={(value) => {
            setSpeed(PLAY_SPEEDS.find((candidate) => String(candidate) === value) ?? 1)
          }}
        />
        <span className="scrubber-clock">
          {toolpathStrings.at(formatClock(seconds), formatClock(trace.totalSeconds))}
        </span>
        {tool !== null && (
          <span className="scrubber-tool" aria-label={toolpathStrings.position}>
            {(['xMm', 'yMm', 'zMm'] as const).map((axis) => (
              <span key={axis}>
                <b>{axis.charAt(0).toUpperCase()}</b> {formatLengthNumber(tool[axis], unit, 'fine')}
              </span>
            ))}
          </span>
        )}
      </div>
      <div className="scrubber-track">
        <DepthStrip trace={trace} seconds={seconds} />
        <input
          type="range"
          min={0}
          max={trace.totalSeconds}
          step="any"
          value={seconds}
          aria-label={toolpathStrings.scrubber}
          aria-valuetext={toolpathStrings.at(formatClock(seconds), formatClock(trace.totalSeconds))}
          onChange={(event) => {
            seek(Number(event.target.value))
          }}
        />
      </div>
    </div>
  )
}
