import { ArrowLeft, Copy, Download } from 'lucide-react'
import { copyText } from '../../session/copy-text.ts'
import { Button } from '../../ui/Button.tsx'
import { saveText } from '../../ui/save-text.ts'
import { showToast } from '../../ui/toast.store.ts'
import { runsStrings } from './runs.strings.ts'
import { useRuns, type ProgramText } from './runs.store.ts'

const words = runsStrings

/** The G-code of one program, line by line, to copy or save. */
export function ProgramViewer({ program }: { program: ProgramText }) {
  const close = useRuns((state) => state.closeProgram)
  const lines = program.text.replace(/\r?\n$/, '').split(/\r?\n/)
  return (
    <>
      <div className="bench-scroll">
        <Button size="small" look="quiet" icon={<ArrowLeft size={16} />} onClick={close}>
          {words.back}
        </Button>
        <h2>{words.codeTitle(program.fileName)}</h2>
        <p className="caption technical">{words.codeHash(program.sha256)}</p>
        <ol className="gcode" aria-label={words.codeTitle(program.fileName)} tabIndex={0}>
          {lines.map((line, index) => (
            <li key={index}>{line}</li>
          ))}
        </ol>
      </div>
      <div className="bench-foot button-pair">
        <Button
          icon={<Copy size={16} />}
          onClick={() => {
            copyText(program.text, words.copied)
          }}
        >
          {words.copy}
        </Button>
        <Button
          icon={<Download size={16} />}
          onClick={() => {
            saveText(program.fileName, program.text)
            showToast(words.saved(program.fileName))
          }}
        >
          {words.save}
        </Button>
      </div>
    </>
  )
}
