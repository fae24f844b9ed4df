-- What a person does in Neovim, run by Neovim itself (0.7 or later). It only acts and writes down what came of it, as
-- JSON into the file that RESULT names; the test judges.
--   nvim --headless --clean -n -u test/neovim/editor.lua
local LIMIT = 20000
local result = {}

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
end

local function wait(what, holds)
  if not vim.wait(LIMIT, holds, 20) then error(what .. ' did not come') end
end

-- Diagnostics in the order of the text, as the editor keeps them.
local function diagnostics()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, {
      line = one.lnum,
      from = one.col,
      to = one.end_col,
      message = one.message,
      source = one.source,
      severity = vim.diagnostic.severity[one.severity],
      code = one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code),
    })
  end
  return found
end

-- The list that a person chooses from: `titles` keeps what was offered, `choice` is what is taken.
local function choose(choice, titles)
  vim.ui.select = function(items, _, on_choice)
    for _, item in ipairs(items) do
      local action = item.action or item[2]
      table.insert(titles, action.title)
    end
    for place, item in ipairs(items) do
      local action = item.action or item[2]
      if action.title == choice then return on_choice(item, place) end
    end
    on_choice(nil)
  end
end

local function run()
  -- The set-up that docs/editors.md gives, word for word.
  dofile(vim.env.SETUP)
  vim.cmd('edit task-definition.json')
  wait('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
  result.before = text()
  result.diagnostics = diagnostics()

  local first = vim.diagnostic.get(0)[1]
  -- Anywhere in its line.
  vim.api.nvim_win_set_cursor(0, { first.lnum + 1, 0 })
  result.titles = {}
  choose('Protect with Defender', result.titles)
  vim.lsp.buf.code_action()
  wait('the edit', function() return text() ~= result.before end)
  result.protected = text()
  wait('the end of the diagnostics', function() return #vim.diagnostic.get(0) == 0 end)
  vim.cmd('undo')
  result.undone = text()
  wait('the diagnostics again', function() return #vim.diagnostic.get(0) > 0 end)

  -- The command that every editor has.
  vim.cmd('EcsDefenderProtect')
  wait('the edit by command', function() return text() ~= result.before end)
  result.commanded = text()
  vim.cmd('undo')

  -- A message must be shown without waiting for a key.
  result.messages = {}
  local show = vim.lsp.handlers['window/showMessage']
  vim.lsp.handlers['window/showMessage'] = function(error, params, ...)
    table.insert(result.messages, params.message)
    return show(error, params, ...)
  end
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '{}' })
  vim.cmd('EcsDefenderProtect')
  wait('the message', function() return #result.messages > 0 end)
  vim.cmd('undo')

  -- Typing, character by character.
  vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col + 1 })
  vim.cmd('normal! ciwpostman')
  wait('the diagnostic for what was typed', function()
    local found = vim.diagnostic.get(0)[1]
    return found ~= nil and found.message:find('"postman"', 1, true) ~= nil
  end)
  result.typed = diagnostics()
end

vim.api.nvim_create_autocmd('VimEnter', {
  -- What the set-up waits for must happen in here too.
  nested = true,
  callback = function()
    local ok, problem = xpcall(run, debug.traceback)
    if not ok then result.problem = problem end
    local file = assert(io.open(vim.env.RESULT, 'w'))
    file:write(vim.json.encode(result))
    file:close()
    vim.cmd('qall!')
  end,
})
