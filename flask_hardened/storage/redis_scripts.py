"""The Lua scripts: what has to happen in one step, in one round trip.

A window is a hash of its count ``n`` and its end ``e`` in milliseconds of the *server's* clock: the clocks of the
workers need not agree. The end also tells one window from the next, so that a refund cannot hit the wrong one.
"""

from __future__ import annotations

from hashlib import sha1


class Script:
    """A script, and the name under which the server knows it once it has seen it."""

    __slots__ = ("sha", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.sha = sha1(text.encode(), usedforsecurity=False).hexdigest()


_NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""

HIT = Script(f"""{_NOW}
local cost = tonumber(ARGV[1])
local need = math.max(cost, 1)
local allowed = 1
local counts, ends, begun = {{}}, {{}}, {{}}
for i, key in ipairs(KEYS) do
  local amount, span = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local found = redis.call('HMGET', key, 'n', 'e')
  local count, stop = tonumber(found[1]), tonumber(found[2])
  begun[i] = count and stop and stop > now
  if not begun[i] then
    count, stop = 0, now + span
  elseif stop > now + span then
    stop = now + span
    redis.call('HSET', key, 'e', stop)
    redis.call('PEXPIRE', key, span)
  end
  if count + need > amount then allowed = 0 end
  counts[i], ends[i] = count, stop
end
local answer = {{allowed, now}}
for i, key in ipairs(KEYS) do
  if allowed == 1 and cost > 0 then
    counts[i] = counts[i] + cost
    if begun[i] then
      redis.call('HINCRBY', key, 'n', cost)
    else
      redis.call('HSET', key, 'n', counts[i], 'e', ends[i])
      redis.call('PEXPIRE', key, ends[i] - now)
    end
  end
  answer[#answer + 1] = counts[i]
  answer[#answer + 1] = ends[i]
end
return answer
""")
"""Keys: the windows. Arguments: the cost; for each window the amount and the length in milliseconds.
Returns 1 or 0, now, and for each window the count and the end."""

REFUND = Script("""
local cost = tonumber(ARGV[1])
for i, key in ipairs(KEYS) do
  local found = redis.call('HMGET', key, 'n', 'e')
  if found[1] and tonumber(found[2]) == tonumber(ARGV[i + 1]) then
    redis.call('HSET', key, 'n', math.max(0, found[1] - cost))
  end
end
return 1
""")
"""Keys: the windows. Arguments: the cost; the end of each window that was charged."""

ADVANCE = Script(f"""{_NOW}
local value = math.max((tonumber(redis.call('GET', KEYS[1])) or 0) + 1, now)
redis.call('SET', KEYS[1], string.format('%.0f', value), 'PX', ARGV[1])
return value
""")
"""Key: the epoch. Argument: how long it is kept, in milliseconds. Returns the new epoch."""
