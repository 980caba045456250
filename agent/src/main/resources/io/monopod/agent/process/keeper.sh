# Sends signals to process groups, and kills those that are left when the agent is gone, however it went: then this
# input ends. Lines: "add GROUP", "gone GROUP", "SIGNAL GROUP".
trap '' INT TERM HUP
groups=' '
while read -r what group; do
    case $what in
        add) groups="$groups$group " ;;
        gone) groups="${groups%% $group *} ${groups#* $group }" ;;
        *) kill -s "$what" -- "-$group" 2>/dev/null ;;
    esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
