import { Component, lazy, Suspense, useCallback, useState, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Skeleton } from '../ui/States.tsx'
import { FlatPath } from './FlatPath.tsx'
import { program3dStrings as words } from './program-3d.strings.ts'
import type { StageFailure } from '../drawing-3d/use-stage.ts'
import type { ProgramStageProps } from './ProgramStage.tsx'

/** Loaded when a program is first shown: the first screen does without three's weight. */
const ProgramStage = lazy(async () => {
  const { ProgramStage: stage } = await import('./ProgramStage.tsx')
  return { default: stage }
})

/** What a `Program3d` takes. */
export interface Program3dProps extends Omit<ProgramStageProps, 'onFailure'> {
  /** Seen from above only. */
  readonly flat: boolean
}

/** Catches what the graphics driver throws while the view is built. */
class StageBoundary extends Component<
  { readonly children: ReactNode; readonly otherwise: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? this.props.otherwise : this.props.children
  }
}

function Instead({
  sentence,
  onAgain,
  children,
}: {
  sentence: string
  onAgain?: () => void
  children: ReactNode
}) {
  return (
    <>
      {children}
      <div className="stage-instead" role="status">
        <p>{sentence}</p>
        {onAgain !== undefined && (
          <Button size="small" onClick={onAgain}>
            {words.again}
          </Button>
        )}
      </div>
    </>
  )
}

/** A program in space, or from above with the reason where that cannot be. */
export function Program3d({ flat, ...props }: Program3dProps) {
  const [failure, setFailure] = useState<StageFailure | null>(null)
  const onFailure = useCallback((now: StageFailure) => {
    setFailure(now)
  }, [])
  const { path, progress, tool, toolDiameterMm, unit } = props
  const fromAbove = <FlatPath {...{ path, progress, tool, toolDiameterMm, unit }} />
  if (flat) return fromAbove
  if (failure !== null) {
    return (
      <Instead
        sentence={words[failure]}
        {...(failure === 'lost' && {
          onAgain: () => {
            setFailure(null)
          },
        })}
      >
        {fromAbove}
      </Instead>
    )
  }
  return (
    <StageBoundary otherwise={<Instead sentence={words.failed}>{fromAbove}</Instead>}>
      <Suspense fallback={<Skeleton label={words.building} lines={6} />}>
        <ProgramStage {...props} onFailure={onFailure} />
      </Suspense>
    </StageBoundary>
  )
}
