import { ArrowRight, Check } from 'lucide-react'
import { readyValue } from '../session/loadable.ts'
import { useJudgement } from '../session/judgement.store.ts'
import { useNavigation } from '../session/navigation.store.ts'
import { Button } from '../ui/Button.tsx'
import { classNames } from '../ui/class-names.ts'
import { appStrings } from './app.strings.ts'
import { planProgress, STAGE_ORDER } from './progress.ts'

/** How far the open plan has come, and the one next step. */
export function JobStrip() {
  const judgement = useJudgement((state) => readyValue(state.judgement))
  const run = useJudgement((state) => state.newestRun)
  const page = useNavigation((state) => state.page)
  const goTo = useNavigation((state) => state.goTo)
  const { stage, next, nextPage } = planProgress({
    overall: judgement?.report.overall ?? null,
    approval: judgement?.approval ?? null,
    run,
  })
  const reached = STAGE_ORDER.indexOf(stage)
  return (
    <div className="job-strip">
      <ol aria-label={appStrings.stagesLabel}>
        {STAGE_ORDER.map((name, index) => (
          <li
            key={name}
            aria-current={index === reached ? 'step' : undefined}
            className={classNames(
              index <= reached && 'stage-reached',
              index === reached && 'stage-now',
            )}
          >
            <span className="stage-mark" aria-hidden="true">
              {index <= reached ? <Check size={12} strokeWidth={3} /> : index + 1}
            </span>
            {appStrings.stages[name]}
          </li>
        ))}
      </ol>
      {page !== nextPage && (
        <Button
          size="small"
          onClick={() => {
            if (next === 'record' && run !== null) goTo(nextPage, run.runId)
            else goTo(nextPage)
          }}
        >
          {appStrings.next[next]} <ArrowRight size={14} aria-hidden="true" />
        </Button>
      )}
    </div>
  )
}
