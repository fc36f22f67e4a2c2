import js from '@eslint/js'
import tseslint from 'typescript-eslint'
import hooks from 'eslint-plugin-react-hooks'

const exportRules = [
  { selector: 'ExportDefaultDeclaration', message: 'Name your exports.' },
  { selector: 'ExportAllDeclaration', message: 'Name what is exported.' },
]
const ipcRules = [
  {
    selector: 'MemberExpression[property.name="ipcMain"]',
    message: 'Calls reach main through src-main/shell/ipc.ts alone, where the sender is checked.',
  },
]
const clockRules = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Core has no clock: take the time as a parameter.',
  },
]

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', '**/*.cjs', '*.config.*'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
  },
  { files: ['src-renderer/**/*.{ts,tsx}'], ...hooks.configs.flat.recommended },
  {
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 4 }],
      complexity: ['error', 10],
      'no-console': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // `_` says: here because of the ones after it.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_$', ignoreRestSiblings: true },
      ],
      'no-restricted-syntax': ['error', ...exportRules],
    },
  },
  {
    // A component is mostly its markup.
    files: ['**/*.tsx'],
    rules: {
      'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // A describe block is one function that lists every case of a subject.
    files: ['**/*.test.{ts,tsx}', 'tests/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Repeats the two commonest rules of .dependency-cruiser.cjs so that the editor shows them.
    files: ['src-core/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['electron'],
          patterns: ['node:*', '**/src-main/**', '**/src-renderer/**', '**/src-preload/**'],
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Core has no random.' },
        { object: 'Date', property: 'now', message: 'Core has no clock.' },
      ],
      'no-restricted-syntax': ['error', ...exportRules, ...clockRules],
    },
  },
  {
    files: ['src-main/**'],
    ignores: ['src-main/shell/ipc.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'electron',
              importNames: ['ipcMain'],
              message:
                'Calls reach main through src-main/shell/ipc.ts alone, where the sender is checked.',
            },
          ],
        },
      ],
      'no-restricted-syntax': ['error', ...exportRules, ...ipcRules],
    },
  },
  {
    // A paired tablet's page came over plain HTTP from another computer, where browsers keep these back.
    files: ['src-renderer/**'],
    ignores: ['src-renderer/session/copy-text.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'crypto', property: 'randomUUID', message: 'Use newId of session/new-id.ts.' },
        { object: 'crypto', property: 'subtle', message: 'Missing on a paired tablet.' },
        {
          object: 'navigator',
          property: 'clipboard',
          message: 'Use copyText of session/copy-text.ts.',
        },
      ],
    },
  },
  {
    // Scripts talk to whoever typed them.
    files: ['scripts/**'],
    // tsc knows the globals of every environment better.
    rules: { 'no-console': 'off', 'no-undef': 'off' },
  },
)
