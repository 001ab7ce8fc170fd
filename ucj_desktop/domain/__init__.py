"""Floor 1: what is true in any office; nothing imported but the standard library."""
