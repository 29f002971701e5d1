namespace GptPrompting.Generation.Constraints;

/// <summary>Reads a class of characters in brackets.</summary>
internal sealed class RegexClassReader(RegexCursor cursor, RegexEscapes escapes)
{
    public CharacterSet Read()
    {
        int start = cursor.Position;
        cursor.Skip(1);
        bool isNegated = cursor.Takes('^');
        var sets = new List<CharacterSet>();

        // A bracket that comes first is a character.
        do
        {
            sets.Add(ReadPart(start));
        }
        while (!IsAtEnd(start) && cursor.Peek != ']');
        cursor.Skip(1);
        var all = CharacterSet.Union(sets);
        return isNegated ? all.Not() : all;
    }

    private bool IsAtEnd(int start) =>
        cursor.IsAtEnd ? throw RegexCursor.Error("the class is not closed", start) : false;

    private CharacterSet ReadPart(int start)
    {
        int position = cursor.Position;
        CharacterSet first = ReadOne(start);
        RefuseSubtraction();
        if (cursor.Rest is not ['-', not ']', ..])
        {
            return first;
        }

        cursor.Skip(1);
        CharacterSet last = ReadOne(start);
        if (!first.IsSingle || !last.IsSingle || first.First > last.First)
        {
            throw RegexCursor.Error("a range goes from one character to a later one", position);
        }

        return CharacterSet.Of((first.First, last.First));
    }

    private void RefuseSubtraction()
    {
        if (cursor.Rest is ['-', '[', ..])
        {
            throw cursor.Error("subtracting one class from another is not supported");
        }
    }

    private CharacterSet ReadOne(int start)
    {
        if (IsAtEnd(start))
        {
            return CharacterSet.None;
        }

        RefuseSubtraction();
        if (cursor.Rest is ['[', ':', ..])
        {
            throw cursor.Error("a POSIX class is not supported");
        }

        if (cursor.Rest is ['\\', 'b', ..])
        {
            cursor.Skip(2);
            return CharacterSet.OfText("\b");
        }

        return cursor.Peek == '\\' ? escapes.Read() : CharacterSet.Single(cursor.TakeRune());
    }
}
