import { useEffect, useMemo } from 'react'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { type Command, useCommands } from '../../session/commands.store.ts'
import {
  arrange,
  clearSelection,
  copySelection,
  cutSelection,
  pasteClipboard,
  repeatTile,
  selectAll,
} from './pattern-actions.ts'
import { TOOLS, usePattern } from './pattern.store.ts'
import { patternStrings as words } from './pattern.strings.ts'

const { change } = usePattern.getState()

function toggleSymmetry(side: 'leftRight' | 'inOut'): void {
  const { symmetry } = usePattern.getState()
  change({ symmetry: { ...symmetry, [side]: !symmetry[side] } })
}

function command(id: string, title: string, run: () => void, keys?: string): Command {
  return {
    id: `pattern-${id}`,
    title,
    group: words.group,
    run,
    ...(keys !== undefined && { keys }),
  }
}

/** The letters of the tools, and everything that can be done to a tile. */
const FIXED: readonly Command[] = [
  ...TOOLS.map((tool) =>
    command(
      `tool-${tool}`,
      words.tools[tool],
      () => {
        change({ tool })
      },
      words.toolKeys[tool],
    ),
  ),
  command(
    'left-right',
    words.leftRight,
    () => {
      toggleSymmetry('leftRight')
    },
    'X',
  ),
  command(
    'in-out',
    words.inOut,
    () => {
      toggleSymmetry('inOut')
    },
    'Y',
  ),
  command(
    'grid',
    words.showGrid,
    () => {
      change({ showGrid: !usePattern.getState().showGrid })
    },
    '#',
  ),
  command(
    'mirror',
    words.mirrorLeftRight,
    () => {
      arrange('mirrorLeftRight')
    },
    'M',
  ),
  command(
    'mirror-in-out',
    words.mirrorInOut,
    () => {
      arrange('mirrorInOut')
    },
    'Shift M',
  ),
  command(
    'quarter',
    words.quarterTurn,
    () => {
      arrange('quarterTurn')
    },
    'T',
  ),
  command(
    'half',
    words.halfTurn,
    () => {
      arrange('halfTurn')
    },
    'Shift T',
  ),
  command(
    'shift-left',
    words.shiftLeft,
    () => {
      arrange('shiftLeft')
    },
    'Ctrl ArrowLeft',
  ),
  command(
    'shift-right',
    words.shiftRight,
    () => {
      arrange('shiftRight')
    },
    'Ctrl ArrowRight',
  ),
  command(
    'shift-out',
    words.shiftOut,
    () => {
      arrange('shiftOut')
    },
    'Ctrl ArrowUp',
  ),
  command(
    'shift-in',
    words.shiftIn,
    () => {
      arrange('shiftIn')
    },
    'Ctrl ArrowDown',
  ),
  command('repeat', words.repeat, repeatTile),
  command('select-all', words.selectAll, selectAll, 'Ctrl A'),
  command('select-none', words.selectNone, () => {
    change({ selection: null })
  }),
  command('clear', words.clear, clearSelection, 'Delete'),
  // the keys of these three come as events of the clipboard
  command('copy', words.copy, () => {
    copySelection()
  }),
  command('cut', words.cut, () => {
    cutSelection()
  }),
  command('paste', words.paste, pasteClipboard),
]

/** Offers the commands of the page while a tile is shown; 1 to 9 choose the veneer. */
export function usePatternCommands(pattern: Pattern): void {
  const { palette } = pattern
  const commands = useMemo<readonly Command[]>(
    () => [
      ...FIXED,
      ...palette.slice(0, 9).map(({ key, name }, index) => ({
        id: `pattern-brush-${String(index)}`,
        title: words.brush(name),
        group: words.brushGroup,
        keys: String(index + 1),
        run: () => {
          change({ brushKey: key })
        },
      })),
    ],
    [palette],
  )
  useCommands('pattern', commands)
}

function inField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select')
}

/**
 * Hears copy, cut and paste. Cells go to the page's own clipboard, and their rows as text to the system's;
 * a picture that is pasted goes to `onPicture`.
 */
export function useClipboard(onPicture: (file: File) => void): void {
  useEffect(() => {
    const take = (event: ClipboardEvent, taking: () => boolean) => {
      if (inField(event.target) || window.getSelection()?.isCollapsed === false) return
      if (!taking()) return
      const rows = usePattern.getState().clipboard?.rows ?? []
      event.clipboardData?.setData('text/plain', rows.toReversed().join('\n'))
      event.preventDefault()
    }
    const onCopy = (event: ClipboardEvent) => {
      take(event, copySelection)
    }
    const onCut = (event: ClipboardEvent) => {
      take(event, cutSelection)
    }
    const onPaste = (event: ClipboardEvent) => {
      if (inField(event.target)) return
      const file = event.clipboardData?.files[0]
      if (file !== undefined) onPicture(file)
      else pasteClipboard()
      event.preventDefault()
    }
    document.addEventListener('copy', onCopy)
    document.addEventListener('cut', onCut)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('cut', onCut)
      document.removeEventListener('paste', onPaste)
    }
  }, [onPicture])
}
